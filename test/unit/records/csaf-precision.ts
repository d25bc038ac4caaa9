/**
 * Lets the CSAF validator count decimals as they are written. Its schemas want scores that are multiples of 0.1, and in
 * binary 8.7 / 0.1 is no whole number, so that it refuses such a score (https://ajv.js.org/options.html#multipleofprecision).
 * This has to be imported before its tests, which compile the schemas when they are read.
 */
import csafAjv from '@secvisogram/csaf-validator-lib/csaf_2_1/csafAjv.js';

csafAjv.opts.multipleOfPrecision = 6;

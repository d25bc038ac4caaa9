import * as vscode from 'vscode';
import { SingleFiles } from './single-files.ts';

/** A file system in which nobody can change anything; whoever extends it says what is in it. */
export abstract class ReadOnlyFiles extends SingleFiles {
  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}

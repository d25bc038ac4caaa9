
#define DEFAULT_INTERVAL 5000

static void
create_gil(struct _gil_runtime_state *gil)
{
    MUTEX_INIT(gil->mutex);
    COND_INIT(gil->cond);
    gil->last_holder = NULL;
    gil->locked = 0;
    gil->interval = DEFAULT_INTERVAL;
}

static void
drop_gil(struct _gil_runtime_state *gil, PyThreadState *tstate)
{
    MUTEX_LOCK(gil->mutex);
    gil->last_holder = tstate;
    gil->locked = 0;
    COND_SIGNAL(gil->cond);
    MUTEX_UNLOCK(gil->mutex);
}

static void
take_gil(PyThreadState *tstate)
{
    struct _gil_runtime_state *gil = tstate->interp->gil;
    int err = errno;

    MUTEX_LOCK(gil->mutex);
    while (gil->locked) {
        int timed_out = 0;
        COND_TIMED_WAIT(gil->cond, gil->mutex, gil->interval, timed_out);
        if (timed_out && gil->locked) {
            SET_GIL_DROP_REQUEST(tstate->interp);
        }
    }
    gil->locked = 1;
    MUTEX_UNLOCK(gil->mutex);
    errno = err;
}

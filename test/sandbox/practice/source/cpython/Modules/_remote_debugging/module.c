@@ file remote-debugging
/* Practice stand-in for looking into another process. */

#include "Python.h"

#define MAX_STACK_CHUNKS 1024
#define MAX_TABLE_SIZE (1 << 20)

typedef struct {
    uintptr_t remote_addr;
    size_t size;
    void *local_copy;
} StackChunkInfo;

static int
read_remote(RemoteUnwinder *unwinder, uintptr_t address, size_t size, void *target)
{
    return _Py_RemoteDebug_PagedReadRemoteMemory(&unwinder->handle, address, size, target);
}

static int
copy_stack_chunk(RemoteUnwinder *unwinder, uintptr_t chunk_addr, StackChunkInfo *out)
{
    size_t actual_size;

    if (read_remote(unwinder, chunk_addr, sizeof(actual_size), &actual_size) < 0) {
        return -1;
    }
    out->local_copy = PyMem_RawMalloc(actual_size);
    if (out->local_copy == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    out->remote_addr = chunk_addr;
    out->size = actual_size;
    return read_remote(unwinder, chunk_addr, actual_size, out->local_copy);
}

static PyObject *
parse_frame_from_chunks(RemoteUnwinder *unwinder, uintptr_t address, StackChunkInfo *chunks,
                        size_t count)
{
    for (size_t i = 0; i < count && i < MAX_STACK_CHUNKS; i++) {
        size_t offset = address - chunks[i].remote_addr;
        if (offset < chunks[i].size) {
            return make_frame(unwinder, (char *)chunks[i].local_copy + offset);
        }
    }
    return NULL;
}

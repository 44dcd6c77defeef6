/* The compiled kernels behind carepost.domain.native: search, deferred acceptance, auction. Plain C, buffers in and out;
 * each call releases the GIL. One source is compiled for several levels of x86-64 and the best that runs is taken. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <float.h>
#include <math.h>
#include <stddef.h>
#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif
#include "layout.h"
#include "allocate.h"

#define JOIN2(a, b) a##_##b
#define JOIN(a, b) JOIN2(a, b)
#define NAME(x) JOIN(x, LEVEL)

#define LEVEL baseline
#include "week.h"
#include "search.h"
#undef LEVEL
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12
#define MANY_LEVELS 1
#pragma GCC push_options
#pragma GCC target("arch=x86-64-v3")
#define LEVEL avx2
#include "week.h"
#include "search.h"
#undef LEVEL
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("arch=x86-64-v4,avx512vpopcntdq,prefer-vector-width=512")
#define LEVEL avx512
#include "week.h"
#include "search.h"
#undef LEVEL
#pragma GCC pop_options
#endif

typedef struct { const char *name; Search search; int runs; } Level;
static Level levels[] = {
    {"baseline", search_baseline, 1},
#ifdef MANY_LEVELS
    {"avx2", search_avx2, 0},
    {"avx512", search_avx512, 0},
#endif
};
#define LEVELS ((int)(sizeof levels / sizeof *levels))

static void find_levels(void) {
#ifdef MANY_LEVELS
    __builtin_cpu_init();
    levels[1].runs = __builtin_cpu_supports("x86-64-v3") != 0;
    levels[2].runs = __builtin_cpu_supports("x86-64-v4") && __builtin_cpu_supports("avx512vpopcntdq");
#endif
}

int64_t scratch_size(const Index *ix) {
    int64_t nodes = ix->branch.count + ix->leaf.count + 1, tries = (int64_t)sizeof(Try) * ix->most_rows * BATCH;
    return (int64_t)sizeof(Rooms_baseline) + 12 * nodes + 8 * (nodes / LEAF + 1) + tries + 128;
}

/* ---- the handle: an Index whose pointers lie in buffers that it keeps ---- */
#define MOST_BUFFERS 48
#define MOST_HITS 255
/* `scratch`: memory of the last search, kept for the next; the GIL guards it. */
typedef struct { Index index; Py_buffer held[MOST_BUFFERS]; int count; void *scratch; } Handle;
#define HANDLE "carepost.index"

static void drop(PyObject *capsule) {
    Handle *handle = PyCapsule_GetPointer(capsule, HANDLE);
    for (int i = 0; i < handle->count; i++) PyBuffer_Release(&handle->held[i]);
    PyMem_RawFree(handle->scratch);
    PyMem_Free(handle);
}

/* The next buffer of the tuple, refused unless it holds so many bytes. */
static const void *take(Handle *handle, PyObject *buffers, Py_ssize_t bytes) {
    if (handle->count >= PyTuple_GET_SIZE(buffers) || handle->count >= MOST_BUFFERS) {
        PyErr_SetString(PyExc_ValueError, "too few buffers");
        return NULL;
    }
    Py_buffer *view = &handle->held[handle->count];
    if (PyObject_GetBuffer(PyTuple_GET_ITEM(buffers, handle->count), view, PyBUF_C_CONTIGUOUS)) return NULL;
    handle->count++;
    if (view->len != bytes) {
        PyErr_Format(PyExc_ValueError, "buffer %d has %zd bytes, not %zd", handle->count - 1, view->len, bytes);
        return NULL;
    }
    return view->buf;
}

static int take_boxes(Handle *handle, PyObject *buffers, Boxes *box, int64_t count) {
    box->count = count;
    return (box->x0 = take(handle, buffers, 4 * count)) && (box->x1 = take(handle, buffers, 4 * count))
        && (box->y0 = take(handle, buffers, 4 * count)) && (box->y1 = take(handle, buffers, 4 * count))
        && (box->fixed = take(handle, buffers, 4 * count)) && (box->required = take(handle, buffers, 8 * count))
        && (box->wished = take(handle, buffers, 8 * count)) && (box->low = take(handle, buffers, 4 * count))
        && (box->high = take(handle, buffers, 4 * count));
}

static int take_all(Handle *h, PyObject *b, int64_t branches, int64_t leaves, int64_t lists, int64_t stretches) {
    Index *ix = &h->index;
    int64_t posts = ix->posts, rows = ix->rows;
    return take_boxes(h, b, &ix->leaf, leaves) && take_boxes(h, b, &ix->branch, branches)
        && (ix->child = take(h, b, 4 * (branches + 1))) && (ix->leaves = take(h, b, (int64_t)sizeof(Leaf) * leaves))
        && (ix->row_list = take(h, b, 4 * lists)) && (ix->post = take(h, b, (int64_t)sizeof(Post) * posts))
        && (ix->id = take(h, b, 8 * posts)) && (ix->row = take(h, b, (int64_t)sizeof(Row) * rows))
        && (ix->row_id = take(h, b, 4 * rows)) && (ix->core = take(h, b, 8 * 12 * rows))
        && (ix->stretch = take(h, b, (int64_t)sizeof(Stretch) * stretches)) && (ix->sample = take(h, b, 8 * WORDS))
        && (ix->length = take(h, b, 4 * LENGTHS)) && (ix->squares = take(h, b, 4 * WAYS * STEPS));
}

static PyObject *prepare(PyObject *self, PyObject *args) {
    PyObject *buffers;
    long long posts, rows, branches, leaves, lists, stretches, first_remote, most_rows;
    Terms t;
    if (!PyArg_ParseTuple(args, "O!LLLLLLLL(fffffii)", &PyTuple_Type, &buffers, &posts, &rows, &branches, &leaves, &lists,
                          &stretches, &first_remote, &most_rows, &t.travel, &t.hours, &t.per_quarter, &t.skill, &t.slack,
                          &t.wished_full, &t.slack_quarters))
        return NULL;
    if (t.slack_quarters < 0 || t.slack_quarters > MOST_SLACK) {
        PyErr_SetString(PyExc_ValueError, "slack_quarters is out of range");
        return NULL;
    }
    Handle *handle = PyMem_Calloc(1, sizeof *handle);
    if (!handle) return PyErr_NoMemory();
    handle->index.posts = posts, handle->index.rows = rows, handle->index.terms = t;
    handle->index.first_remote_leaf = first_remote, handle->index.most_rows = most_rows;
    PyObject *capsule = PyCapsule_New(handle, HANDLE, drop);
    if (capsule && !take_all(handle, buffers, branches, leaves, lists, stretches)) Py_CLEAR(capsule);
    return capsule;
}

static Search search_of(const char *name) {
    for (int i = LEVELS - 1; i >= 0; i--)
        if (levels[i].runs && (!name || !strcmp(name, levels[i].name))) return levels[i].search;
    PyErr_Format(PyExc_ValueError, "this processor has no level %s", name);
    return NULL;
}

/* Scratch memory on a cache line, of the handle where no other thread has it; to be given back. */
static void *borrow(Handle *handle) {
    void *scratch = handle->scratch ? handle->scratch : PyMem_RawCalloc(1, (size_t)scratch_size(&handle->index));
    handle->scratch = NULL;
    if (!scratch) PyErr_NoMemory();
    return scratch;
}
static void give_back(Handle *handle, void *scratch) {
    if (handle->scratch) PyMem_RawFree(scratch);
    else handle->scratch = scratch;
}
static void *on_line(void *scratch) { return (void *)(((uintptr_t)scratch + 63) & ~(uintptr_t)63); }

/* search(handle, carers, hidden, k, hits, counts, level or None) -> (posts examined, posts whose week was tested) */
static PyObject *search(PyObject *self, PyObject *args) {
    PyObject *capsule, *answer = NULL;
    Py_buffer carers, hidden, hits, counts;
    const char *level;
    int k;
    if (!PyArg_ParseTuple(args, "Oy*y*iw*w*z", &capsule, &carers, &hidden, &k, &hits, &counts, &level)) return NULL;
    Handle *handle = PyCapsule_GetPointer(capsule, HANDLE);
    int64_t count = carers.len / (int64_t)sizeof(Carer), work[2] = {0, 0};
    Search found = handle ? search_of(level) : NULL;
    if (!found) goto done;
    if (k < 1 || hits.len < count * k * (int64_t)sizeof(Hit) || counts.len < 4 * count) {
        PyErr_SetString(PyExc_ValueError, "hits or counts are too small");
        goto done;
    }
    void *scratch = borrow(handle);
    if (!scratch) goto done;
    Py_BEGIN_ALLOW_THREADS
    found(&handle->index, carers.buf, count, hidden.buf, k, hits.buf, counts.buf, work, on_line(scratch));
    Py_END_ALLOW_THREADS
    give_back(handle, scratch);
    answer = Py_BuildValue("LL", (long long)work[0], (long long)work[1]);
done:
    PyBuffer_Release(&carers), PyBuffer_Release(&hidden), PyBuffer_Release(&hits), PyBuffer_Release(&counts);
    return answer;
}

/* A row of a list as an instance of `type`, a subclass of tuple without anything of its own. */
static PyObject *row_of(const Index *ix, const Hit *hit, int rank, PyTypeObject *type) {
    PyObject *row = type->tp_alloc(type, 7);
    if (!row) return NULL;
    PyTuple_SET_ITEM(row, 0, PyLong_FromLongLong(ix->id[hit->post]));
    PyTuple_SET_ITEM(row, 1, PyLong_FromLong(rank));
    PyTuple_SET_ITEM(row, 2, PyFloat_FromDouble(hit->score));
    PyTuple_SET_ITEM(row, 3, PyLong_FromLong(ix->row_id[hit->row]));
    PyTuple_SET_ITEM(row, 4, PyLong_FromLong(hit->quarters));
    PyTuple_SET_ITEM(row, 5, PyLong_FromLong(hit->slack));
    PyTuple_SET_ITEM(row, 6, PyLong_FromUnsignedLong(hit->reasons));
    for (int i = 0; i < 7; i++) if (!PyTuple_GET_ITEM(row, i)) { Py_DECREF(row); return NULL; }
    return row;
}

/* one(handle, carer, hidden, k, level or None, type) -> the list of one carer as a tuple of `type`. A page asks: the GIL
 * stays where it is, the search is shorter than a wait for it. */
static PyObject *one(PyObject *self, PyObject *args) {
    PyObject *capsule, *type, *rows = NULL;
    const char *carer, *hidden, *level;
    Py_ssize_t carer_size, hidden_size;
    int k;
    int32_t count = 0;
    int64_t work[2] = {0, 0};
    Hit hits[MOST_HITS];
    if (!PyArg_ParseTuple(args, "Oy#y#izO!", &capsule, &carer, &carer_size, &hidden, &hidden_size, &k, &level, &PyType_Type, &type))
        return NULL;
    Handle *handle = PyCapsule_GetPointer(capsule, HANDLE);
    Search found = handle ? search_of(level) : NULL;
    if (!found) return NULL;
    if (k < 1 || k > MOST_HITS || carer_size != sizeof(Carer) || !PyType_IsSubtype((PyTypeObject *)type, &PyTuple_Type))
        return PyErr_Format(PyExc_ValueError, "one carer, 1 to %d rows and a type of tuple are wanted", MOST_HITS);
    void *scratch = borrow(handle);
    if (!scratch) return NULL;
    found(&handle->index, (const Carer *)carer, 1, (const int64_t *)hidden, k, hits, &count, work, on_line(scratch));
    give_back(handle, scratch);
    rows = PyTuple_New(count);
    for (int i = 0; rows && i < count; i++) {
        PyObject *row = row_of(&handle->index, &hits[i], i + 1, (PyTypeObject *)type);
        if (row) PyTuple_SET_ITEM(rows, i, row);
        else Py_CLEAR(rows);
    }
    return rows;
}

static PyObject *level_names(PyObject *self, PyObject *none) {
    PyObject *names = PyList_New(0);
    for (int i = LEVELS - 1; names && i >= 0; i--) {
        PyObject *name = levels[i].runs ? PyUnicode_FromString(levels[i].name) : NULL;
        if (name) PyList_Append(names, name);
        Py_XDECREF(name);
    }
    return names;
}

static PyMethodDef methods[] = {
    {"prepare", prepare, METH_VARARGS, "A handle on an index laid out in buffers."},
    {"search", search, METH_VARARGS, "The best posts of each carer."},
    {"one", one, METH_VARARGS, "The best posts of one carer, as tuples."},
    {"levels", level_names, METH_NOARGS, "Levels that this processor runs, best first."},
    {"deferred", deferred, METH_VARARGS, "Deferred acceptance, carers proposing."},
    {"auction", auction, METH_VARARGS, "Auction with prices per post."},
    {NULL, NULL, 0, NULL},
};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_kernel", "Compiled kernels.", -1, methods, 0, 0, 0, 0};
PyMODINIT_FUNC PyInit__kernel(void) {
    find_levels();
    return PyModule_Create(&module);
}

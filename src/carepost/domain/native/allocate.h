/* Sharing out places: deferred acceptance and auction over shortlists. Python twin: domain/matching/sharing.py.
 *
 * A shortlist is ids[n][k], posts in the carer's order, -1 where it ends. Places of post j are seats at[j] .. at[j + 1]
 * of `key` and `who`, a heap with the least key first. */
#ifndef CAREPOST_ALLOCATE_H
#define CAREPOST_ALLOCATE_H
#include <stdint.h>
#include <string.h>

typedef struct { const int64_t *at; int32_t *filled; double *key; int32_t *who; } Seats;

/* Whether (a, i) ranks under (b, j): by key, then the later carer. */
static inline int under(double a, int32_t i, double b, int32_t j) { return a < b || (a == b && i > j); }

/* Seats a carer; the one who loses her seat for it, -1 when there was room. */
static int32_t seat(Seats *s, int32_t post, double key, int32_t who) {
    double *h = s->key + s->at[post];
    int32_t *w = s->who + s->at[post];
    int64_t places = s->at[post + 1] - s->at[post], k;
    if (s->filled[post] < places) {
        for (k = s->filled[post]++; k > 0; k = (k - 1) / 2) {
            int64_t up = (k - 1) / 2;
            if (!under(key, who, h[up], w[up])) break;
            h[k] = h[up], w[k] = w[up];
        }
        h[k] = key, w[k] = who;
        return -1;
    }
    int32_t loser = w[0];
    for (k = 0;;) {
        int64_t down = 2 * k + 1;
        if (down >= places) break;
        if (down + 1 < places && under(h[down + 1], w[down + 1], h[down], w[down])) down++;
        if (under(key, who, h[down], w[down])) break;
        h[k] = h[down], w[k] = w[down], k = down;
    }
    h[k] = key, w[k] = who;
    return loser;
}

static int64_t run_deferred(int32_t n, int k, const int32_t *ids, const double *rank, Seats *s,
                            int32_t *next, int32_t *stack) {
    int64_t proposals = 0;
    int32_t top = 0;
    for (int32_t i = n - 1; i >= 0; i--) stack[top++] = i, next[i] = 0;
    while (top) {
        int32_t i = stack[--top];
        const int32_t *list = ids + (int64_t)i * k;
        while (next[i] < k && list[next[i]] >= 0) {
            int32_t at = next[i]++, post = list[at];
            int64_t places = s->at[post + 1] - s->at[post];
            double key = rank[(int64_t)i * k + at];
            proposals++;
            if (!places) continue;
            if (s->filled[post] == places && under(key, i, s->key[s->at[post]], s->who[s->at[post]])) continue;
            int32_t loser = seat(s, post, key, i);
            if (loser >= 0) stack[top++] = loser;
            break;
        }
    }
    return proposals;
}

static inline double price_of(const Seats *s, int32_t post) {
    return s->filled[post] == s->at[post + 1] - s->at[post] ? s->key[s->at[post]] : 0.0;
}

/* Bids until everyone in the queue holds a place, wants none at these prices, or needs a fresh list; returns how many do. */
static int32_t run_auction(int k, const int32_t *ids, const double *value, const double *rest, Seats *s,
                           int32_t *stack, int32_t top, int32_t *stale, double step, int64_t *bids) {
    int32_t fresh = 0;
    while (top) {
        int32_t i = stack[--top], at = -1;
        const int32_t *list = ids + (int64_t)i * k;
        const double *worth = value + (int64_t)i * k;
        double best = 0, second = rest[i] > 0 ? rest[i] : 0, paid = 0;
        for (int c = 0; c < k && list[c] >= 0; c++) {
            if (s->at[list[c]] == s->at[list[c] + 1]) continue;
            double price = price_of(s, list[c]), net = worth[c] - price;
            if (net > best) { if (best > second) second = best; best = net, at = c, paid = price; }
            else if (net > second) second = net;
        }
        if (best < rest[i]) { stale[fresh++] = i; continue; }
        if (at < 0) continue;
        ++*bids;
        int32_t loser = seat(s, list[at], paid + (best - second) + step, i);
        if (loser >= 0) stack[top++] = loser;
    }
    return fresh;
}

/* ---- the doors: every number that is used as a place is checked first ---- */
static int take_seats(PyObject *args[], Py_buffer *held, int32_t *posts, Seats *s) {
    for (int i = 0; i < 4; i++)
        if (PyObject_GetBuffer(args[i], &held[i], i ? PyBUF_WRITABLE | PyBUF_C_CONTIGUOUS : PyBUF_C_CONTIGUOUS)) {
            while (i--) PyBuffer_Release(&held[i]);
            return 0;
        }
    s->at = held[0].buf, s->filled = held[1].buf, s->key = held[2].buf, s->who = held[3].buf;
    *posts = (int32_t)(held[0].len / 8 - 1);
    int fine = held[1].len == 4 * (Py_ssize_t)*posts && s->at[0] == 0;
    for (int32_t j = 0; fine && j < *posts; j++) fine = s->at[j] <= s->at[j + 1] && s->filled[j] <= s->at[j + 1] - s->at[j];
    if (fine && held[2].len == 8 * s->at[*posts] && held[3].len == 4 * s->at[*posts]) return 1;
    for (int i = 0; i < 4; i++) PyBuffer_Release(&held[i]);
    PyErr_SetString(PyExc_ValueError, "the seats do not agree with one another");
    return 0;
}

static int known_posts(const int32_t *ids, int64_t count, int32_t posts) {
    for (int64_t i = 0; i < count; i++)
        if (ids[i] >= posts) { PyErr_SetString(PyExc_ValueError, "a list names an unknown post"); return 0; }
    return 1;
}

/* deferred(k, ids, rank, at, filled, key, who) -> proposals */
static PyObject *deferred(PyObject *self, PyObject *args) {
    PyObject *parts[4], *answer = NULL;
    Py_buffer ids, rank, held[4];
    Seats seats;
    int32_t posts;
    int k;
    if (!PyArg_ParseTuple(args, "iy*y*OOOO", &k, &ids, &rank, parts, parts + 1, parts + 2, parts + 3)) return NULL;
    int64_t n = k > 0 ? rank.len / 8 / k : 0, proposals = 0;
    int seated = 0;
    int32_t *room = PyMem_RawMalloc((size_t)(8 * n + 8));
    if (!room) PyErr_NoMemory();
    else if (k < 1 || ids.len != 4 * n * k || rank.len != 8 * n * k) PyErr_SetString(PyExc_ValueError, "lists of unequal length");
    else if ((seated = take_seats(parts, held, &posts, &seats)) && known_posts(ids.buf, n * k, posts)) {
        Py_BEGIN_ALLOW_THREADS
        proposals = run_deferred((int32_t)n, k, ids.buf, rank.buf, &seats, room, room + n);
        Py_END_ALLOW_THREADS
        answer = PyLong_FromLongLong(proposals);
    }
    if (seated) for (int i = 0; i < 4; i++) PyBuffer_Release(&held[i]);
    PyMem_RawFree(room);
    PyBuffer_Release(&ids), PyBuffer_Release(&rank);
    return answer;
}

/* auction(k, ids, value, rest, at, filled, key, who, queue, stale, step) -> (stale carers, bids); queue is used up */
static PyObject *auction(PyObject *self, PyObject *args) {
    PyObject *parts[4], *answer = NULL;
    Py_buffer ids, value, rest, queue, stale, held[4];
    Seats seats;
    int32_t posts, fresh = 0;
    int64_t bids = 0;
    double step;
    int k, seated = 0;
    if (!PyArg_ParseTuple(args, "iy*y*y*OOOOw*w*d", &k, &ids, &value, &rest, parts, parts + 1, parts + 2, parts + 3, &queue,
                          &stale, &step))
        return NULL;
    int64_t n = rest.len / 8, waiting = queue.len / 4;
    int fine = k > 0 && step > 0 && ids.len == 4 * n * k && value.len == 8 * n * k && stale.len >= queue.len;
    for (int64_t i = 0; fine && i < waiting; i++) fine = ((int32_t *)queue.buf)[i] >= 0 && ((int32_t *)queue.buf)[i] < n;
    if (!fine) PyErr_SetString(PyExc_ValueError, "lists, queue or step are out of range");
    else if ((seated = take_seats(parts, held, &posts, &seats)) && known_posts(ids.buf, n * k, posts)) {
        Py_BEGIN_ALLOW_THREADS
        fresh = run_auction(k, ids.buf, value.buf, rest.buf, &seats, queue.buf, (int32_t)waiting, stale.buf, step, &bids);
        Py_END_ALLOW_THREADS
        answer = Py_BuildValue("iL", fresh, (long long)bids);
    }
    if (seated) for (int i = 0; i < 4; i++) PyBuffer_Release(&held[i]);
    PyBuffer_Release(&ids), PyBuffer_Release(&value), PyBuffer_Release(&rest);
    PyBuffer_Release(&queue), PyBuffer_Release(&stale);
    return answer;
}
#endif

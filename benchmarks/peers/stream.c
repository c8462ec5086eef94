// One step of a stream at a time: a recurrent layer with one input and a dense output behind it. Plain loops with constant bounds, which gcc
// unrolls and vectorises as it sees fit, with libmvec's exponential and tangent.
#include "peers.h"

enum { MOST_UNITS = 40 };

// W [1 × gates · units], U [units × gates · units], b [gates · units], of a Gru bn [units]; then the dense layer's weights and bias.
static float *parameters;
static float inputs[4096];

typedef struct {
    float h[MOST_UNITS], c[MOST_UNITS];
} memory;

// i, f, g, o: the sums of all gates, as they lie.
INLINE void sums_whole(const int units, const float *b, const float *w, const float *u, float x, const float *h, float *restrict z)
{
    const int columns = 4 * units;
    for (int j = 0; j < columns; j++) {
        z[j] = b[j] + x * w[j];
    }
    for (int k = 0; k < units; k++) {
        for (int j = 0; j < columns; j++) {
            z[j] += h[k] * u[k * columns + j];
        }
    }
}

// The same with the vectors written out, eight units at a time, so that their sums of all gates stay in registers.
typedef float eight __attribute__((vector_size(32), aligned(4), may_alias));

INLINE void sums_vectors(const int units, const float *b, const float *w, const float *u, float x, const float *h, float *restrict z)
{
    for (int first = 0; first < units; first += 8) {
        eight sums[2][4];
#pragma GCC unroll 4
        for (int gate = 0; gate < 4; gate++) {
            sums[0][gate] = *(const eight *)(b + gate * units + first) + x * *(const eight *)(w + gate * units + first);
            sums[1][gate] = (eight){0};
        }
        for (int k = 0; k < units; k += 2) {
#pragma GCC unroll 2
            for (int turn = 0; turn < 2; turn++) {
#pragma GCC unroll 4
                for (int gate = 0; gate < 4; gate++) {
                    sums[turn][gate] += h[k + turn] * *(const eight *)(u + (k + turn) * 4 * units + gate * units + first);
                }
            }
        }
#pragma GCC unroll 4
        for (int gate = 0; gate < 4; gate++) {
            *(eight *)(z + gate * units + first) = sums[0][gate] + sums[1][gate];
        }
    }
}

INLINE float lstm(const int units, const int has_vectors, float x, memory *restrict m)
{
    const int columns = 4 * units;
    const float *w = parameters, *u = w + columns, *b = u + units * columns, *dense = b + columns;
    float z[4 * MOST_UNITS];
    if (has_vectors) {
        sums_vectors(units, b, w, u, x, m->h, z);
    } else {
        sums_whole(units, b, w, u, x, m->h, z);
    }
    for (int j = 0; j < units; j++) {
        float c = sigmoid(z[units + j]) * m->c[j] + sigmoid(z[j]) * tanhf(z[2 * units + j]);
        m->c[j] = c;
        m->h[j] = sigmoid(z[3 * units + j]) * tanhf(c);
    }
    float y = dense[units];
    for (int j = 0; j < units; j++) {
        y += m->h[j] * dense[j];
    }
    return y;
}

// r, z, n, where r is applied to h·Un + bn.
INLINE float gru(const int units, float x, memory *restrict m)
{
    const int columns = 3 * units;
    const float *w = parameters, *u = w + columns, *b = u + units * columns, *bn = b + columns, *dense = bn + units;
    float z[3 * MOST_UNITS], q[MOST_UNITS];
    for (int j = 0; j < columns; j++) {
        z[j] = b[j] + x * w[j];
    }
    for (int j = 0; j < units; j++) {
        q[j] = bn[j];
    }
    for (int k = 0; k < units; k++) {
        for (int j = 0; j < 2 * units; j++) {
            z[j] += m->h[k] * u[k * columns + j];
        }
        for (int j = 0; j < units; j++) {
            q[j] += m->h[k] * u[k * columns + 2 * units + j];
        }
    }
    for (int j = 0; j < units; j++) {
        float n = tanhf(z[2 * units + j] + sigmoid(z[j]) * q[j]), update = sigmoid(z[units + j]);
        m->h[j] = (1 - update) * n + update * m->h[j];
    }
    float y = dense[units];
    for (int j = 0; j < units; j++) {
        y += m->h[j] * dense[j];
    }
    return y;
}

static NOINLINE float step_lstm20(float x, memory *m) { return lstm(20, 0, x, m); }

static NOINLINE float step_lstm40(float x, memory *m) { return lstm(40, 0, x, m); }

static NOINLINE float step_lstm40_vectors(float x, memory *m) { return lstm(40, 1, x, m); }

static NOINLINE float step_gru16(float x, memory *m) { return gru(16, x, m); }

// A convolution over steps of sixteen channels that looks back at fifteen of them: W [steps × channels × filters], then b.
enum { WIDTH = 16, LOOKBACK = 15, TERMS = WIDTH * LOOKBACK };

typedef struct {
    float rows[2 * TERMS];
    int next;
} window;

// The rows move up with every step.
static NOINLINE void step_conv15(const float *x, window *m, float *restrict y)
{
    const float *w = parameters, *b = w + TERMS * WIDTH;
    memmove(m->rows, m->rows + WIDTH, (TERMS - WIDTH) * sizeof(float));
    memcpy(m->rows + TERMS - WIDTH, x, WIDTH * sizeof(float));
    float z[WIDTH];
    for (int j = 0; j < WIDTH; j++) {
        z[j] = b[j];
    }
    for (int k = 0; k < TERMS; k++) {
        for (int j = 0; j < WIDTH; j++) {
            z[j] += m->rows[k] * w[k * WIDTH + j];
        }
    }
    memcpy(y, z, sizeof z);
}

// The same with the vectors written out, four sums of each filter, and a ring in which each row stands twice.
static NOINLINE void step_conv15_vectors(const float *x, window *m, float *restrict y)
{
    const float *w = parameters, *b = w + TERMS * WIDTH;
    memcpy(m->rows + m->next, x, WIDTH * sizeof(float));
    memcpy(m->rows + m->next + TERMS, x, WIDTH * sizeof(float));
    const float *rows = m->rows + m->next + WIDTH;
    m->next = m->next + WIDTH == TERMS ? 0 : m->next + WIDTH;
    eight sums[4][2] = {{*(const eight *)b, *(const eight *)(b + 8)}};
    for (int k = 0; k < TERMS; k += 4) {
#pragma GCC unroll 4
        for (int turn = 0; turn < 4; turn++) {
            sums[turn][0] += rows[k + turn] * *(const eight *)(w + (k + turn) * WIDTH);
            sums[turn][1] += rows[k + turn] * *(const eight *)(w + (k + turn) * WIDTH + 8);
        }
    }
    *(eight *)y = (sums[0][0] + sums[1][0]) + (sums[2][0] + sums[3][0]);
    *(eight *)(y + 8) = (sums[0][1] + sums[1][1]) + (sums[2][1] + sums[3][1]);
}

typedef struct {
    void (*step)(const float *, window *, float *);
    window *state;
} convolution;

static float call_convolution(void *context, long times)
{
    convolution one = *(convolution *)context;
    float sum = 0, y[WIDTH];
    for (long i = 0; i < times; i++) {
        one.step(inputs + (i * WIDTH & 4095), one.state, y);
        sum += y[0];
    }
    return sum;
}

static int convolution_streams(const char *peer, int blocks)
{
    window state = {{0}, 0};
    convolution one = {strcmp(peer, "vectors") == 0 ? step_conv15_vectors : step_conv15, &state};
    size_t count = (size_t)TERMS * WIDTH + WIDTH;
    parameters = floats(count);
    load_floats("conv15.f32", parameters, count);
    load_floats("noise.f32", inputs, 4096);
    float y[WIDTH];
    for (int step = 0; step < 64; step++) {
        one.step(inputs + step * WIDTH, &state, y);
    }
    float check = 0;
    for (int j = 0; j < WIDTH; j++) {
        check += (float)(j + 1) * y[j];
    }
    report_check(check);
    measure(call_convolution, &one, blocks);
    return 0;
}

typedef struct {
    float (*step)(float, memory *);
    memory *state;
} stream;

static float call_steps(void *context, long times)
{
    stream one = *(stream *)context;
    float sum = 0;
    for (long i = 0; i < times; i++) {
        sum += one.step(inputs[i & 4095], one.state);
    }
    return sum;
}

int streams(const char *row, const char *peer, int blocks)
{
    if (strcmp(row, "stream-conv15") == 0) {
        return convolution_streams(peer, blocks);
    }

    static const struct {
        const char *row, *peer, *file;
        float (*step)(float, memory *);
        int units, gates;
    } known[] = {
        {"stream-lstm20", "plain", "lstm20.f32", step_lstm20, 20, 4},
        {"stream-lstm40", "plain", "lstm40.f32", step_lstm40, 40, 4},
        {"stream-lstm40", "vectors", "lstm40.f32", step_lstm40_vectors, 40, 4},
        {"stream-gru16", "plain", "gru16.f32", step_gru16, 16, 3},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(row, known[i].row) == 0 && strcmp(peer, known[i].peer) == 0) {
            int units = known[i].units, columns = known[i].gates * units;
            size_t count = (size_t)(units + 2) * columns + (known[i].gates == 3 ? units : 0) + units + 1;
            parameters = floats(count);
            load_floats(known[i].file, parameters, count);
            load_floats("noise.f32", inputs, 4096);
            memory state = {0};
            float y = 0;
            for (int step = 0; step < 64; step++) {
                y = known[i].step(inputs[step], &state);
            }
            report_check(y);
            stream one = {known[i].step, &state};
            measure(call_steps, &one, blocks);
            return 0;
        }
    }
    return 1;
}

// XOR, 2-3-1, sigmoid, ½ Σ (a − t)² summed over all four samples, 10,000 steps: every unit and every weight in a statement.
#include "peers.h"

enum { STEPS = 10000, SAMPLES = 4 };
static const float X[SAMPLES][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
static const float T[SAMPLES] = {0, 1, 1, 0};
static const float RATE = 0.1f;

typedef struct {
    float w1[2][3], b1[3], w2[3], b2;
} parameters;

// The samples one after the other, unrolled.
static NOINLINE float step_unrolled(parameters *p)
{
    parameters g = {0};
    float loss = 0;
#pragma GCC unroll 4
    for (int s = 0; s < SAMPLES; s++) {
        float x0 = X[s][0], x1 = X[s][1], t = T[s];
        float h0 = sigmoid(p->b1[0] + x0 * p->w1[0][0] + x1 * p->w1[1][0]);
        float h1 = sigmoid(p->b1[1] + x0 * p->w1[0][1] + x1 * p->w1[1][1]);
        float h2 = sigmoid(p->b1[2] + x0 * p->w1[0][2] + x1 * p->w1[1][2]);
        float a = sigmoid(p->b2 + h0 * p->w2[0] + h1 * p->w2[1] + h2 * p->w2[2]);
        loss += 0.5f * (a - t) * (a - t);
        float d = (a - t) * a * (1 - a);
        g.w2[0] += h0 * d;
        g.w2[1] += h1 * d;
        g.w2[2] += h2 * d;
        g.b2 += d;
        float d0 = d * p->w2[0] * h0 * (1 - h0);
        float d1 = d * p->w2[1] * h1 * (1 - h1);
        float d2 = d * p->w2[2] * h2 * (1 - h2);
        g.w1[0][0] += x0 * d0;
        g.w1[0][1] += x0 * d1;
        g.w1[0][2] += x0 * d2;
        g.w1[1][0] += x1 * d0;
        g.w1[1][1] += x1 * d1;
        g.w1[1][2] += x1 * d2;
        g.b1[0] += d0;
        g.b1[1] += d1;
        g.b1[2] += d2;
    }
    float *q = (float *)p, *dq = (float *)&g;
    for (int i = 0; i < (int)(sizeof g / sizeof(float)); i++) {
        q[i] -= RATE * dq[i];
    }
    return loss;
}

// The four samples side by side, so that gcc calls the vector exponential of libmvec.
static NOINLINE float step_side_by_side(parameters *p)
{
    float x0[SAMPLES] = {0, 0, 1, 1}, x1[SAMPLES] = {0, 1, 0, 1};
    float h0[SAMPLES], h1[SAMPLES], h2[SAMPLES], a[SAMPLES], d[SAMPLES], d0[SAMPLES], d1[SAMPLES], d2[SAMPLES];
#define EACH for (int s = 0; s < SAMPLES; s++)
    EACH h0[s] = sigmoid(p->b1[0] + x0[s] * p->w1[0][0] + x1[s] * p->w1[1][0]);
    EACH h1[s] = sigmoid(p->b1[1] + x0[s] * p->w1[0][1] + x1[s] * p->w1[1][1]);
    EACH h2[s] = sigmoid(p->b1[2] + x0[s] * p->w1[0][2] + x1[s] * p->w1[1][2]);
    EACH a[s] = sigmoid(p->b2 + h0[s] * p->w2[0] + h1[s] * p->w2[1] + h2[s] * p->w2[2]);
    EACH d[s] = (a[s] - T[s]) * a[s] * (1 - a[s]);
    EACH d0[s] = d[s] * p->w2[0] * h0[s] * (1 - h0[s]);
    EACH d1[s] = d[s] * p->w2[1] * h1[s] * (1 - h1[s]);
    EACH d2[s] = d[s] * p->w2[2] * h2[s] * (1 - h2[s]);
    float loss = 0, g2[4] = {0}, g1[9] = {0};
    EACH loss += 0.5f * (a[s] - T[s]) * (a[s] - T[s]);
    EACH g2[0] += h0[s] * d[s];
    EACH g2[1] += h1[s] * d[s];
    EACH g2[2] += h2[s] * d[s];
    EACH g2[3] += d[s];
    EACH g1[0] += x0[s] * d0[s];
    EACH g1[1] += x0[s] * d1[s];
    EACH g1[2] += x0[s] * d2[s];
    EACH g1[3] += x1[s] * d0[s];
    EACH g1[4] += x1[s] * d1[s];
    EACH g1[5] += x1[s] * d2[s];
    EACH g1[6] += d0[s];
    EACH g1[7] += d1[s];
    EACH g1[8] += d2[s];
#undef EACH
    float *q = (float *)p;
    for (int i = 0; i < 9; i++) {
        q[i] -= RATE * g1[i];
    }
    for (int i = 0; i < 4; i++) {
        q[9 + i] -= RATE * g2[i];
    }
    return loss;
}

int xor_epochs(const char *peer, int count)
{
    float (*step)(parameters *) = strcmp(peer, "unrolled") == 0 ? step_unrolled
        : strcmp(peer, "side-by-side") == 0                     ? step_side_by_side
                                                                : NULL;
    if (step == NULL) {
        return 1;
    }
    for (int run = 0; run < count; run++) {
        parameters p;
        load_floats("xor.f32", (float *)&p, sizeof p / sizeof(float));
        double start = now_ns();
        float loss = 0;
        for (int i = 0; i < STEPS; i++) {
            loss = step(&p);
        }
        report((now_ns() - start) / 1e6);
        if (run == 0) {
            report_check(loss);
        }
    }
    return 0;
}

// The three products of a convolution by oneDNN itself, in whichever formats it likes best: onednn convolution32-KIND COUNT.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <unordered_map>
#include <vector>

#include <oneapi/dnnl/dnnl.hpp>

extern "C" {
#include "peers.h"
}

using namespace dnnl;
using tag = memory::format_tag;

namespace {

enum { BATCH = 32, SIZE = 28, CHANNELS = 32, KERNEL = 3, NOISE = 4096 * 64 };

const memory::dims IMAGE = {BATCH, CHANNELS, SIZE, SIZE}, WEIGHTS = {CHANNELS, CHANNELS, KERNEL, KERNEL}, BIAS = {CHANNELS};

memory::desc of(const memory::dims &dims, tag format) { return memory::desc(dims, memory::data_type::f32, format); }

struct work {
    engine cpu{engine::kind::cpu, 0};
    stream s{cpu};
    primitive product;
    std::unordered_map<int, memory> arguments;
    float *result;

    // The same numbers in another format; those that are asked for as they lie are taken as they are.
    memory as(const memory::desc &wanted, const memory::desc &given, float *values)
    {
        memory from(given, cpu, values);
        if (wanted == given) {
            return from;
        }
        memory to(wanted, cpu);
        reorder(from, to).execute(s, from, to);
        s.wait();
        return to;
    }
};

float run(void *context, long times)
{
    work *w = static_cast<work *>(context);
    for (long i = 0; i < times; i++) {
        w->product.execute(w->s, w->arguments);
    }
    w->s.wait();
    return *w->result;
}

float *noise(size_t count, size_t start)
{
    static float all[NOISE];
    load_floats("noise.f32", all, NOISE);
    float *values = floats(count);
    for (size_t i = 0; i < count; i++) {
        values[i] = all[(i + start) % NOISE];
    }
    return values;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: onednn ROW COUNT\n");
        return 2;
    }
    std::string row = argv[1];
    work w;
    const size_t values = (size_t)BATCH * SIZE * SIZE * CHANNELS, weights = (size_t)KERNEL * KERNEL * CHANNELS * CHANNELS;
    float *parameters = floats(weights + CHANNELS), *x = noise(values, 0), *d = noise(values, 1000);
    load_floats("convolution32.f32", parameters, weights + CHANNELS);
    const memory::desc image = of(IMAGE, tag::nhwc), kernel = of(WEIGHTS, tag::hwio), bias = of(BIAS, tag::x);
    const memory::dims one = {1, 1};
    convolution_forward::desc forward_desc(
        prop_kind::forward_training, algorithm::convolution_direct, of(IMAGE, tag::any), of(WEIGHTS, tag::any), bias, of(IMAGE, tag::any), one, one, one);
    convolution_forward::primitive_desc forward(forward_desc, w.cpu);
    memory result;
    memory::desc plain = image;
    if (row == "convolution32-forward") {
        w.product = convolution_forward(forward);
        result = memory(forward.dst_desc(), w.cpu);
        w.arguments = {
            {DNNL_ARG_SRC, w.as(forward.src_desc(), image, x)}, {DNNL_ARG_WEIGHTS, w.as(forward.weights_desc(), kernel, parameters)},
            {DNNL_ARG_BIAS, memory(bias, w.cpu, parameters + weights)}, {DNNL_ARG_DST, result}};
    } else if (row == "convolution32-weights") {
        convolution_backward_weights::primitive_desc backward(
            convolution_backward_weights::desc(
                algorithm::convolution_direct, of(IMAGE, tag::any), of(WEIGHTS, tag::any), bias, of(IMAGE, tag::any), one, one, one),
            w.cpu, forward);
        w.product = convolution_backward_weights(backward);
        result = memory(backward.diff_weights_desc(), w.cpu);
        plain = kernel;
        w.arguments = {
            {DNNL_ARG_SRC, w.as(backward.src_desc(), image, x)}, {DNNL_ARG_DIFF_DST, w.as(backward.diff_dst_desc(), image, d)},
            {DNNL_ARG_DIFF_WEIGHTS, result}, {DNNL_ARG_DIFF_BIAS, memory(bias, w.cpu)}};
    } else if (row == "convolution32-inputs") {
        convolution_backward_data::primitive_desc backward(
            convolution_backward_data::desc(algorithm::convolution_direct, of(IMAGE, tag::any), of(WEIGHTS, tag::any), of(IMAGE, tag::any), one, one, one),
            w.cpu, forward);
        w.product = convolution_backward_data(backward);
        result = memory(backward.diff_src_desc(), w.cpu);
        w.arguments = {
            {DNNL_ARG_DIFF_DST, w.as(backward.diff_dst_desc(), image, d)}, {DNNL_ARG_WEIGHTS, w.as(backward.weights_desc(), kernel, parameters)},
            {DNNL_ARG_DIFF_SRC, result}};
    } else {
        fprintf(stderr, "onednn knows no row %s\n", argv[1]);
        return 1;
    }
    w.result = static_cast<float *>(result.get_data_handle());
    run(&w, 1);
    memory readable(plain, w.cpu);
    reorder(result, readable).execute(w.s, result, readable);
    w.s.wait();
    double sum = 0;
    for (int i = 0; i < CHANNELS; i++) {
        sum += (i + 1) * (double)static_cast<float *>(readable.get_data_handle())[i];
    }
    report_check(sum);
    measure(run, &w, atoi(argv[2]));
    return 0;
}

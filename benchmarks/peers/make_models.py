"""Writes the networks of make_data.py as ONNX models: make_models.py DIRECTORY."""
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from make_data import LAYERS, parameters_of, tensors_of

ACTIVATIONS = {
    "xor": ["Sigmoid", "Sigmoid"],
    "dense4": [None],
    "dense16": [None],
    "dense64": [None],
    "digits": ["Sigmoid", "Softmax"],
    "deep": ["Relu", "Relu", "Softmax"],
    "linear10": [None],
}


def model_of(name):
    nodes, initializers, value = [], [], "x"
    for i, ((weights, biases), activation) in enumerate(zip(parameters_of(name), ACTIVATIONS[name]), start=1):
        is_last = i == len(ACTIVATIONS[name])
        initializers += [numpy_helper.from_array(weights, f"w{i}"), numpy_helper.from_array(biases, f"b{i}")]
        product = "y" if is_last and activation is None else f"z{i}"
        nodes.append(helper.make_node("Gemm", [value, f"w{i}", f"b{i}"], [product]))
        value = product
        if activation is not None:
            value = "y" if is_last else f"a{i}"
            nodes.append(helper.make_node(activation, [product], [value]))
    return model_with(name, nodes, initializers, LAYERS[name][0], LAYERS[name][-1])


def model_with(name, nodes, initializers, inputs, outputs):
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["samples", inputs])
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["samples", outputs])
    graph = helper.make_graph(nodes, name, [x], [y], initializers)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=7)


def lenet():
    """Channels first, as ONNX has them: kernels are [filters, channels, height, width], and a flat image is read channel by channel."""
    tensors = tensors_of("lenet")
    tensors[0], tensors[2] = tensors[0].transpose(3, 2, 0, 1), tensors[2].transpose(3, 2, 0, 1)
    tensors[4] = tensors[4].reshape(5, 5, 16, 120).transpose(2, 0, 1, 3).reshape(400, 120)
    names = ["w1", "b1", "w3", "b3", "w6", "b6", "w7", "b7", "w8", "b8"]
    initializers = [numpy_helper.from_array(np.ascontiguousarray(tensor), name) for tensor, name in zip(tensors, names)]
    initializers.append(numpy_helper.from_array(np.array([-1, 1, 28, 28]), "shape"))
    pool = {"kernel_shape": [2, 2], "strides": [2, 2]}
    nodes = [
        helper.make_node("Reshape", ["x", "shape"], ["image"]),
        helper.make_node("Conv", ["image", "w1", "b1"], ["z1"], kernel_shape=[5, 5], pads=[2, 2, 2, 2]),
        helper.make_node("Relu", ["z1"], ["a1"]),
        helper.make_node("MaxPool", ["a1"], ["a2"], **pool),
        helper.make_node("Conv", ["a2", "w3", "b3"], ["z3"], kernel_shape=[5, 5]),
        helper.make_node("Relu", ["z3"], ["a3"]),
        helper.make_node("MaxPool", ["a3"], ["a4"], **pool),
        helper.make_node("Flatten", ["a4"], ["a5"]),
        helper.make_node("Gemm", ["a5", "w6", "b6"], ["z6"]),
        helper.make_node("Relu", ["z6"], ["a6"]),
        helper.make_node("Gemm", ["a6", "w7", "b7"], ["z7"]),
        helper.make_node("Relu", ["z7"], ["a7"]),
        helper.make_node("Gemm", ["a7", "w8", "b8"], ["z8"]),
        helper.make_node("Softmax", ["z8"], ["y"]),
    ]
    return model_with("lenet", nodes, initializers, 784, 10)


folder = pathlib.Path(sys.argv[1])
for name in LAYERS:
    onnx.save(model_of(name), str(folder / f"{name}.onnx"))
onnx.save(lenet(), str(folder / "lenet.onnx"))

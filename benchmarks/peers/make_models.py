"""Writes the networks of make_data.py as ONNX models: make_models.py DIRECTORY."""
import pathlib
import sys

import onnx
from onnx import TensorProto, helper, numpy_helper

from make_data import LAYERS, parameters_of

ACTIVATIONS = {
    "xor": ["Sigmoid", "Sigmoid"],
    "dense16": [None],
    "dense64": [None],
    "digits": ["Sigmoid", "Softmax"],
    "deep": ["Relu", "Relu", "Softmax"],
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
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["samples", LAYERS[name][0]])
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["samples", LAYERS[name][-1]])
    graph = helper.make_graph(nodes, name, [x], [y], initializers)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=7)


for name in LAYERS:
    onnx.save(model_of(name), str(pathlib.Path(sys.argv[1]) / f"{name}.onnx"))

using System;

namespace GenNet.Tool;

/// <summary>What keeps the tool from showing a network, in words for whoever called it.</summary>
internal sealed class ToolException(string message) : Exception(message);

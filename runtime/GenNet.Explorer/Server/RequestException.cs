using System;

namespace GenNet.Exploring;

/// <summary>A request that asks for what cannot be; the message goes to the page.</summary>
internal sealed class RequestException(string message) : Exception(message);

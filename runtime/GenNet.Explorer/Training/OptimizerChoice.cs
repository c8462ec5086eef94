using System;
using System.Collections.Generic;

namespace GenNet.Exploring;

/// <summary>The optimizers that the page can choose: the one that the program gave, and the runtime's with their usual settings.</summary>
internal sealed class OptimizerChoice
{
    private static readonly (string Name, Func<double, Optimizer> Make)[] _makers =
    [
        ("Sgd", rate => new Sgd(rate)),
        ("Momentum", rate => new Momentum(rate)),
        ("Nesterov", rate => new Momentum(rate) { IsNesterov = true }),
        ("AdaGrad", rate => new AdaGrad(rate)),
        ("AdaDelta", rate => new AdaDelta(rate)),
        ("RmsProp", rate => new RmsProp(rate)),
        ("Adam", rate => new Adam(rate)),
        ("AdamW", rate => new AdamW(rate)),
        ("NAdam", rate => new NAdam(rate)),
        ("RProp", rate => new RProp(rate)),
        ("Lion", rate => new Lion(rate)),
    ];

    private readonly Optimizer _given;
    private readonly string[] _names;

    public OptimizerChoice(Optimizer given)
    {
        _given = given;
        GivenName = given is Momentum { IsNesterov: true } ? "Nesterov" : given.Name;
        var names = new List<string> { GivenName };
        foreach ((string name, _) in _makers)
        {
            if (name != GivenName)
            {
                names.Add(name);
            }
        }

        _names = [.. names];
    }

    /// <summary>What the optimizer that the program gave is called here.</summary>
    public string GivenName { get; }

    /// <summary>All names, that of the program's first.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Whether there is an optimizer of that name.</summary>
    public bool Has(string name) => Array.IndexOf(_names, name) >= 0;

    /// <summary>An optimizer that remembers nothing of a network.</summary>
    public Optimizer Make(string name, double learningRate, Network network)
    {
        if (name == GivenName)
        {
            _given.Reset(network);
            _given.LearningRate = learningRate;
            return _given;
        }

        foreach ((string known, Func<double, Optimizer> make) in _makers)
        {
            if (known == name)
            {
                return make(learningRate);
            }
        }

        throw new ArgumentException($"There is no optimizer {name}.", nameof(name));
    }
}

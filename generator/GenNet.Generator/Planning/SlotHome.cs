namespace GenNet.Generator.Planning;

/// <summary>The memory that a value lies in.</summary>
internal enum SlotHome
{
    /// <summary>Scratch memory of the pass.</summary>
    Workspace,

    /// <summary>None: no pass that is laid out so has the value.</summary>
    Nowhere,

    /// <summary>Where the caller has the inputs.</summary>
    Inputs,

    /// <summary>Where the caller has the targets.</summary>
    Targets,
}

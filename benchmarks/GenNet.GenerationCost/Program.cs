using System;
using GenNet.GenerationCost;

switch (args)
{
    case ["speed"]:
        Speed.Measure();
        return 0;
    case ["code"]:
        CodeCost.Measure();
        return 0;
    default:
        Console.Error.WriteLine("usage: GenNet.GenerationCost speed|code");
        return 2;
}

using System;
using System.Numerics;

namespace GenNet;

/// <summary>A pass of training that the threads of a team run together.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <typeparam name="TUpdate">Where its gradients go.</typeparam>
internal sealed class SharedPass<T, TUpdate>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TUpdate : struct, IUpdate<T>
{
    private readonly WorkerTeam _team;
    private readonly SharedWork _work;
    private readonly Action<int> _runMember;
    private Batch<T> _batch;
    private TUpdate _update;
    private T _loss;

    public SharedPass(TrainableNetwork<T> network, WorkerTeam team)
    {
        Network = network;
        _team = team;
        _work = new SharedWork(network.Layout.WorkLists, team.Size);
        _runMember = RunMember;
    }

    public TrainableNetwork<T> Network { get; }

    public T Run(in Batch<T> batch, TUpdate update)
    {
        _batch = batch;
        _update = update;
        _work.Begin();
        _team.Run(_runMember);
        return _loss;
    }

    private void RunMember(int member)
    {
        T loss = Network.Dispatch(_batch.For(_team, _work, member), _update);
        if (member == 0)
        {
            _loss = loss;
        }
    }
}

using TelegramBotStack.Simulator.Playground;

namespace TelegramBotStack.Simulator;

/// <summary>The faults that the next calls of a bot meet. Safe to use from several threads.</summary>
public sealed class SimulatorFaults
{
    private readonly Lock _gate = new();
    private readonly List<Planned> _planned = [];
    private readonly List<Chance> _chances = [];

    private readonly BotFeed _feed;

    internal SimulatorFaults(BotFeed feed) => _feed = feed;

    /// <summary>What the next calls meet, as a person reads it.</summary>
    internal IReadOnlyList<FaultView> InForce
    {
        get
        {
            lock (_gate)
            {
                return
                [
                    .. _planned.Select(plan => FaultView.Of(plan.Fault, plan.Method, plan.Remaining)),
                    .. _chances.SelectMany(chance => chance.Faults.Select(fault => FaultView.Of(fault, chance.Method, chance.Rate / chance.Faults.Length))),
                ];
            }
        }
    }

    /// <summary>
    /// Plans a fault for the next calls. Each call meets at most one; faults for the same call are met in the order in
    /// which they were planned.
    /// </summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="calls">For how many calls, from 1. Default 1; <see cref="int.MaxValue"/> until <see cref="Clear"/>.</param>
    /// <param name="method">Only calls of this method, in any spelling; null for all.</param>
    public void Plan(Fault fault, int calls = 1, string? method = null)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        lock (_gate)
        {
            _planned.Add(new Planned(fault, method) { Remaining = calls });
            _feed.Changed(this);
        }
    }

    /// <summary>Lets a part of all calls meet a fault, until <see cref="Clear"/>.</summary>
    /// <param name="faults">What goes wrong; each as often as the others. At least one.</param>
    /// <param name="rate">How many of the calls: 0 for none, 1 for all.</param>
    /// <param name="seed">The same seed makes the same choices, call by call.</param>
    /// <param name="method">Only calls of this method, in any spelling; null for all.</param>
    public void PlanAtRandom(IReadOnlyList<Fault> faults, double rate, int seed, string? method = null)
    {
        ArgumentNullException.ThrowIfNull(faults);
        ArgumentOutOfRangeException.ThrowIfZero(faults.Count, nameof(faults));
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 1);
        lock (_gate)
        {
            _chances.Add(new Chance([.. faults], rate, new Random(seed), method));
            _feed.Changed(this);
        }
    }

    /// <summary>Forgets all planned faults.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _planned.Clear();
            _chances.Clear();
            _feed.Changed(this);
        }
    }

    internal Fault? Take(string method)
    {
        lock (_gate)
        {
            var planned = _planned.Find(plan => IsFor(plan.Method, method));
            if (planned is null)
            {
                return _chances.Where(chance => IsFor(chance.Method, method)).Select(chance => chance.Take()).FirstOrDefault(fault => fault is not null);
            }

            if (planned.Remaining != int.MaxValue)
            {
                if (--planned.Remaining == 0)
                {
                    _planned.Remove(planned);
                }

                _feed.Changed(this);
            }

            return planned.Fault;
        }
    }

    private static bool IsFor(string? planned, string method)
        => planned is null || planned.Equals(method, StringComparison.OrdinalIgnoreCase);

    private sealed class Chance(Fault[] faults, double rate, Random random, string? method)
    {
        public Fault[] Faults => faults;

        public double Rate => rate;

        public string? Method => method;

        public Fault? Take() => random.NextDouble() < rate ? faults[random.Next(faults.Length)] : null;
    }

    private sealed class Planned(Fault fault, string? method)
    {
        public Fault Fault => fault;

        public string? Method => method;

        public int Remaining { get; set; }
    }
}

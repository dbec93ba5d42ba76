namespace TelegramBotStack.Simulator;

/// <summary>The faults that the next calls of a bot meet. Safe to use from several threads.</summary>
public sealed class SimulatorFaults
{
    private readonly Lock _gate = new();
    private readonly List<Planned> _planned = [];

    internal SimulatorFaults()
    {
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
        }
    }

    /// <summary>Forgets all planned faults.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _planned.Clear();
        }
    }

    internal Fault? Take(string method)
    {
        lock (_gate)
        {
            var planned = _planned.Find(
                plan => plan.Method is null || plan.Method.Equals(method, StringComparison.OrdinalIgnoreCase));
            if (planned is null)
            {
                return null;
            }

            if (planned.Remaining != int.MaxValue && --planned.Remaining == 0)
            {
                _planned.Remove(planned);
            }

            return planned.Fault;
        }
    }

    private sealed class Planned(Fault fault, string? method)
    {
        public Fault Fault => fault;

        public string? Method => method;

        public int Remaining { get; set; }
    }
}

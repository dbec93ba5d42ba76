namespace TelegramBotStack.Simulator.Control;

/// <summary>The load that the control API runs: at most one per bot.</summary>
internal sealed class LoadControl
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, SimulatorLoad> _running = [];

    public async Task StartAsync(ControlRequest request)
    {
        var given = await request.ReadAsync(ControlJson.Default.NewLoad).ConfigureAwait(false);
        SimulatorLoad load;
        lock (_gate)
        {
            if (_running.ContainsKey(request.Bot.Id))
            {
                throw new ControlException(409, "A load is running already; stop it first.");
            }

            load = given.Outstanding is { } outstanding
                ? request.Bot.StartFlood(given.Users, outstanding, given.Messages ?? long.MaxValue)
                : request.Bot.StartLoad(given.Users, given.UpdatesPerSecond);
            _running.Add(request.Bot.Id, load);
        }

        await AnswerAsync(request, load.Report).ConfigureAwait(false);
    }

    public Task ReportAsync(ControlRequest request) => AnswerAsync(request, Running(request).Report);

    public async Task StopAsync(ControlRequest request)
    {
        var given = await request.ReadAsync(ControlJson.Default.StopLoad).ConfigureAwait(false);
        var drain = given.DrainSeconds is >= 0 and <= 3_600
            ? TimeSpan.FromSeconds(given.DrainSeconds)
            : throw new ControlException(400, "drain_seconds must be from 0 to 3600.");
        var load = Running(request);
        var report = await load.StopAsync(drain, request.Aborted).ConfigureAwait(false);
        lock (_gate)
        {
            _running.Remove(request.Bot.Id);
        }

        await load.DisposeAsync().ConfigureAwait(false);
        await AnswerAsync(request, report).ConfigureAwait(false);
    }

    private SimulatorLoad Running(ControlRequest request)
    {
        lock (_gate)
        {
            return _running.GetValueOrDefault(request.Bot.Id) ?? throw new ControlException(404, "No load is running.");
        }
    }

    private static Task AnswerAsync(ControlRequest request, LoadReport report)
        => request.AnswerAsync(LoadView.Of(report), ControlJson.Default.LoadView);
}

namespace TelegramBotStack.Benchmarks;

/// <summary>What one bot showed in one round, or the medians of several.</summary>
/// <param name="PerSecond">Updates answered per second, as fast as it can.</param>
/// <param name="ProcessorSeconds">Processor time for 1,000 of those.</param>
/// <param name="SlowPerSecond">The same when each reply takes 20 ms, as over a network.</param>
/// <param name="Median">Delay at an even rate, milliseconds.</param>
/// <param name="NinetyNinth">Delay that 99 of 100 do not exceed.</param>
/// <param name="PeakMegabytes">Most memory in all of that.</param>
/// <param name="OutOfOrder">Replies that came after one to a later message of the same chat.</param>
internal sealed record Result(
    double PerSecond,
    double ProcessorSeconds,
    double SlowPerSecond,
    double Median,
    double NinetyNinth,
    double PeakMegabytes,
    double OutOfOrder)
{
    public static Result MedianOf(IReadOnlyList<Result> results)
    {
        return new Result(
            Of(result => result.PerSecond),
            Of(result => result.ProcessorSeconds),
            Of(result => result.SlowPerSecond),
            Of(result => result.Median),
            Of(result => result.NinetyNinth),
            Of(result => result.PeakMegabytes),
            Of(result => result.OutOfOrder));

        double Of(Func<Result, double> value) => results.Select(value).Order().ElementAt(results.Count / 2);
    }
}

/// <summary>One bot, one round: simulator and bot are started anew, warmed up, measured and ended.</summary>
internal static class Trial
{
    private const int Users = 100;
    private const int Outstanding = 1_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ReplyTime = TimeSpan.FromMilliseconds(20);

    public static async Task<Result> RunAsync(Contestant contestant, CommandLine line)
    {
        await using var telegram = await Telegram.StartAsync(updatesKept: 100_000);
        using var data = new ScratchDirectory();
        await using var bot = Start(contestant, telegram, data);

        await telegram.FloodAsync(Users, Outstanding);
        await AnsweredAsync(telegram, line.WarmUp, line.LongestWarmUp);
        var (perSecond, processor) = await MeasureAsync(telegram, bot, line.Duration);
        var fast = await telegram.StopAsync();

        await telegram.WriteAsync(Users, line.Rate);
        await Task.Delay(line.Duration);
        var even = await telegram.StopAsync();

        await telegram.AnswerLateAsync(ReplyTime);
        await telegram.FloodAsync(Users, Outstanding);
        await AnsweredAsync(telegram, Outstanding, line.LongestWarmUp);
        var (slow, _) = await MeasureAsync(telegram, bot, line.Duration);
        var late = await telegram.StopAsync();
        foreach (var load in new[] { fast, even, late })
        {
            if (load.Lost + load.Doubled > 0)
            {
                throw new InvalidOperationException($"{contestant.Name} lost or doubled answers: {load}");
            }
        }

        return new Result(
            perSecond,
            processor,
            slow,
            even.MedianDelayMilliseconds,
            even.NinetyNinthDelayMilliseconds,
            bot.PeakMemory / 1e6,
            fast.OutOfOrder + even.OutOfOrder + late.OutOfOrder);
    }

    /// <summary>Lets updates wait before the bot is there, and tells how long it takes and what memory.</summary>
    public static async Task<(double Seconds, double PeakMegabytes)> BacklogAsync(Contestant contestant, int backlog)
    {
        await using var telegram = await Telegram.StartAsync(updatesKept: backlog);
        using var data = new ScratchDirectory();
        await telegram.FloodAsync(users: 1_000, backlog, backlog);
        while ((await telegram.LoadAsync()).Sent < backlog)
        {
            await Task.Delay(Look);
        }

        var started = System.Diagnostics.Stopwatch.StartNew();
        await using var bot = Start(contestant, telegram, data);
        await AnsweredAsync(telegram, backlog, TimeSpan.FromHours(1));
        return (started.Elapsed.TotalSeconds, bot.PeakMemory / 1e6);
    }

    private static MeasuredProcess Start(Contestant contestant, Telegram telegram, ScratchDirectory data)
        => MeasuredProcess.Start(contestant.Program, contestant.Arguments, processor: 0, new Dictionary<string, string>(telegram.Environment)
        {
            ["BOTSTACK_DATA"] = data.Path,
            ["NODE_ENV"] = "production",
        });

    private static async Task AnsweredAsync(Telegram telegram, long updates, TimeSpan atMost)
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        while ((await telegram.LoadAsync()).Answered < updates && started.Elapsed < atMost)
        {
            await Task.Delay(Look);
        }
    }

    private static async Task<(double PerSecond, double ProcessorSeconds)> MeasureAsync(Telegram telegram, MeasuredProcess bot, TimeSpan duration)
    {
        var processor = bot.ProcessorTime;
        var before = await telegram.LoadAsync();
        await Task.Delay(duration);
        var after = await telegram.LoadAsync();
        processor = bot.ProcessorTime - processor;
        var answered = after.Answered - before.Answered;
        return (answered / (after.DurationSeconds - before.DurationSeconds), processor.TotalSeconds / answered * 1_000);
    }
}

using System.Globalization;
using TelegramBotStack.Deployment.Monitoring;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Components.Monitoring;

/// <summary>The words and figures of the dashboard.</summary>
internal static class DashboardTexts
{
    private const string None = "-";

    public static string Head(HostSample sample)
    {
        var head = Invariant($"{sample.Host}  {sample.At.UtcDateTime:HH:mm:ss} UTC");
        return sample.Machine is { } machine
            ? head + Invariant($"  load {machine.Load:0.00} of {machine.Processors}  memory {Bytes(machine.MemoryFreeBytes)} of {Bytes(machine.MemoryBytes)} free  disk {Bytes(machine.DiskFreeBytes)} of {Bytes(machine.DiskBytes)} free")
            : head;
    }

    public static string State(BotSample bot)
    {
        var state = bot switch
        {
            { IsRunning: false } => "ended",
            { IsAnswering: false, State: InstanceState.Active } => "silent",
            { State: InstanceState.Unknown } => "running",
            _ => bot.State.ToString().ToLowerInvariant(),
        };
        return bot.Others == 0 ? state : Invariant($"{state} +{bot.Others}");
    }

    public static string Memory(BotSample bot) => bot.MemoryBytes is { } used
        ? bot.MemoryLimitBytes is { } limit ? $"{Bytes(used)} of {Bytes(limit)}" : Bytes(used)
        : None;

    public static string Rate(double? rate) => rate is { } value ? Invariant($"{value:0.0}") : None;

    public static string Number(long? number) => number is { } value ? Invariant($"{value}") : None;

    public static string Milliseconds(double? milliseconds) => milliseconds switch
    {
        null => None,
        < 10_000 => Invariant($"{milliseconds:0} ms"),
        _ => Span(milliseconds / 1000),
    };

    public static string Span(double? seconds) => seconds switch
    {
        null => None,
        < 120 => Invariant($"{seconds:0} s"),
        < 7_200 => Invariant($"{seconds / 60:0} min"),
        < 172_800 => Invariant($"{seconds / 3_600:0} h"),
        _ => Invariant($"{seconds / 86_400:0} d"),
    };

    public static string Error(InstanceError? error, int width)
    {
        if (error is null)
        {
            return None;
        }

        var text = Invariant($"{error.At.UtcDateTime:HH:mm} {error.Code}: {error.Message.ReplaceLineEndings(" ")}");
        return text.Length <= width ? text : $"{text[..(width - 1)]}…";
    }

    public static string Bytes(long bytes) => bytes switch
    {
        < 1L << 30 => Invariant($"{bytes >> 20} MB"),
        < 10L << 30 => Invariant($"{bytes / (double)(1L << 30):0.0} GB"),
        _ => Invariant($"{bytes >> 30} GB"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

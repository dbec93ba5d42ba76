using System.Text.Json.Serialization;

namespace TelegramBotStack.Simulator.Control;

/// <summary>The objects of the control API; a property it does not know is an error, not ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Overview))]
[JsonSerializable(typeof(BotView))]
[JsonSerializable(typeof(NewBot))]
[JsonSerializable(typeof(NewUser))]
[JsonSerializable(typeof(NewGroup))]
[JsonSerializable(typeof(NewText))]
[JsonSerializable(typeof(NewEdit))]
[JsonSerializable(typeof(NewPress))]
[JsonSerializable(typeof(NewFault))]
[JsonSerializable(typeof(NewFloodLimits))]
[JsonSerializable(typeof(NewLoad))]
[JsonSerializable(typeof(StopLoad))]
[JsonSerializable(typeof(ChatView))]
[JsonSerializable(typeof(PressView))]
[JsonSerializable(typeof(StatisticsView))]
[JsonSerializable(typeof(LoadView))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ChatMessage))]
[JsonSerializable(typeof(IReadOnlyList<ChatMessage>))]
[JsonSerializable(typeof(IReadOnlyList<ApiCall>))]
[JsonSerializable(typeof(IReadOnlyList<BotCommand>))]
internal sealed partial class ControlJson : JsonSerializerContext;

internal sealed record Overview(string BaseUrl, IReadOnlyList<BotView> Bots);

internal sealed record BotView(long Id, string Username, string Token);

internal sealed record NewBot(string Username, string? Token = null, bool CanReadAllGroupMessages = false, bool CanCommunicateWithBots = false);

internal sealed record NewUser(string Name, string? Username = null, string? LanguageCode = "en");

internal sealed record NewGroup(string Title, IReadOnlyList<long> Members);

internal sealed record NewText(string Text, long? Group = null, int? ReplyTo = null);

internal sealed record NewEdit(int MessageId, string Text, long? Group = null);

internal sealed record NewPress(int MessageId, string Button, long? Group = null);

internal sealed record NewFault(
    string Kind,
    int Calls = 1,
    string? Method = null,
    int RetryAfter = 1,
    int Status = 500,
    int Milliseconds = 0,
    double? Rate = null,
    int Seed = 1);

internal sealed record NewFloodLimits(int PerSecond = 30, int PerChatInThreeSeconds = 3, int PerGroupInAMinute = 20);

internal sealed record NewLoad(int Users = 50, double UpdatesPerSecond = 100, int? Outstanding = null, long? Messages = null);

internal sealed record StopLoad(double DrainSeconds = 10);

internal sealed record ChatView(long Id, string Name);

internal sealed record PressView(string Id, string Data);

internal sealed record Problem(string Error);

internal sealed record OverlapView(DateTimeOffset From, DateTimeOffset To, double Milliseconds);

internal sealed record StatisticsView(
    long UpdatesCreated,
    long UpdatesConfirmed,
    long UpdatesExpired,
    int Pending,
    long Polls,
    int OpenPolls,
    long Conflicts,
    DateTimeOffset? LastPollAt,
    long MessagesSent,
    long ApiCalls,
    IReadOnlyDictionary<string, long> ApiCallsByMethod,
    IReadOnlyList<OverlapView> PollOverlaps)
{
    public static StatisticsView Of(SimulatorStatistics statistics) => new(
        statistics.UpdatesCreated,
        statistics.UpdatesConfirmed,
        statistics.UpdatesExpired,
        statistics.Pending,
        statistics.Polls,
        statistics.OpenPolls,
        statistics.Conflicts,
        statistics.LastPollAt,
        statistics.MessagesSent,
        statistics.ApiCalls,
        statistics.ApiCallsByMethod,
        [.. statistics.PollOverlaps.Select(overlap => new OverlapView(overlap.From, overlap.To, overlap.Duration.TotalMilliseconds))]);
}

internal sealed record LoadView(
    long Sent,
    long Answered,
    long Lost,
    long Doubled,
    long OutOfOrder,
    long Unexpected,
    double MedianDelayMilliseconds,
    double NinetyNinthDelayMilliseconds,
    double LongestDelayMilliseconds,
    double LongestSilenceMilliseconds,
    DateTimeOffset? LongestSilenceAt,
    double DurationSeconds,
    bool IsFlawless,
    IReadOnlyList<string> LostTexts,
    IReadOnlyList<string> DoubledTexts)
{
    public static LoadView Of(LoadReport report) => new(
        report.Sent,
        report.Answered,
        report.Lost,
        report.Doubled,
        report.OutOfOrder,
        report.Unexpected,
        report.MedianDelay.TotalMilliseconds,
        report.NinetyNinthDelay.TotalMilliseconds,
        report.LongestDelay.TotalMilliseconds,
        report.LongestSilence.TotalMilliseconds,
        report.LongestSilenceAt,
        report.Duration.TotalSeconds,
        report.IsFlawless,
        report.LostTexts,
        report.DoubledTexts);
}

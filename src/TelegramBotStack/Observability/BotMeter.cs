using System.Diagnostics;
using System.Diagnostics.Metrics;
using TelegramBotStack.Inbox;
using TelegramBotStack.Status;

namespace TelegramBotStack.Observability;

/// <summary>
/// The metrics of docs/observability.md. Labels are names of handlers and of methods of the Bot API, and outcomes: never
/// a user, a text or an address. Costs nothing while nobody listens.
/// </summary>
internal sealed class BotMeter
{
    public const string Name = "TelegramBotStack";

    private readonly Counter<long> _received;
    private readonly Histogram<double> _updates;
    private readonly Histogram<double> _calls;

    public BotMeter(IMeterFactory meters, StatusBoard status)
    {
        var meter = meters.Create(Name);
        _received = meter.CreateCounter<long>("botstack.updates.received", "{update}", "Updates that were begun with.");
        _updates = meter.CreateHistogram<double>("botstack.update.duration", "s", "From the beginning to the end of an update's handling.");
        _calls = meter.CreateHistogram<double>("botstack.call.duration", "s", "From a call of the Bot API to its answer, each attempt by itself.");
        meter.CreateObservableGauge("botstack.updates.pending", () => status.Current.Updates.Pending, "{update}", "Updates that are taken and not done.");
        meter.CreateObservableGauge("botstack.update.lag", () => (status.Current.LagMilliseconds ?? 0) / 1000, "s", "How old the last update was when it was done.");
        meter.CreateObservableGauge("botstack.active", () => status.Current.State == InstanceState.Active ? 1 : 0, "{instance}", "1 while this instance is the active one.");
        meter.CreateObservableCounter("botstack.polls", () => status.Current.PollsAnswered, "{poll}", "Polls that Telegram has answered.");
        meter.CreateObservableCounter("botstack.conflicts", () => status.Current.Conflicts, "{conflict}", "How often Telegram told of another consumer.");
    }

    public bool IsTimingUpdates => _updates.Enabled;

    public bool IsTimingCalls => _calls.Enabled;

    public void Received(bool isRedelivery)
    {
        if (_received.Enabled)
        {
            _received.Add(1, new KeyValuePair<string, object?>("redelivered", isRedelivery));
        }
    }

    public void Handled(string handler, HandlingOutcome outcome, TimeSpan took)
        => _updates.Record(took.TotalSeconds, new TagList { { "handler", handler }, { "outcome", NameOf(outcome) } });

    /// <param name="method">Name of the Bot API's method.</param>
    /// <param name="result">HTTP status, or <c>error</c> when there was no answer.</param>
    /// <param name="took">How long it took.</param>
    public void Called(string method, string result, TimeSpan took)
        => _calls.Record(took.TotalSeconds, new TagList { { "method", method }, { "result", result } });

    public static string NameOf(HandlingOutcome outcome) => outcome switch
    {
        HandlingOutcome.Handled => "handled",
        HandlingOutcome.Failed => "failed",
        _ => "aborted",
    };
}

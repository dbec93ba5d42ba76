using System.Collections;
using System.Diagnostics;
using System.Globalization;
using Telegram.Bot.Types;
using TelegramBotStack.Inbox;

namespace TelegramBotStack.Observability;

/// <summary>
/// What is told about one update: as the scope of all that is logged meanwhile, as a span, and as a measurement. Which
/// handler it was is known only on the way.
/// </summary>
internal sealed class UpdateObservation : IReadOnlyList<KeyValuePair<string, object?>>, IDisposable
{
    private const string NoHandler = "none";

    private readonly UpdateContext _context;
    private readonly BotMeter? _meter;
    private readonly TimeProvider _time;
    private readonly Activity? _activity;
    private readonly long _since;

    public UpdateObservation(UpdateContext context, BotMeter? meter, TimeProvider time)
    {
        _context = context;
        _meter = meter;
        _time = time;
        _activity = BotTracing.Source.StartActivity("update", ActivityKind.Consumer);
        _since = meter?.IsTimingUpdates == true ? time.GetTimestamp() : 0;
        meter?.Received(context.IsRedelivery);
    }

    public int Count => 4;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("UpdateId", _context.Update.Id),
        1 => new("ChatId", _context.Chat?.Id),
        2 => new("UserId", _context.User?.Id),
        3 => new("Handler", Handler),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    private string Handler => _context.Handler ?? NoHandler;

    public void End(HandlingOutcome outcome)
    {
        if (_since != 0)
        {
            _meter!.Handled(Handler, outcome, _time.GetElapsedTime(_since));
        }

        if (_activity is null)
        {
            return;
        }

        _activity.DisplayName = $"update {Handler}";
        _activity.SetTag("botstack.update.id", _context.Update.Id);
        _activity.SetTag("botstack.update.type", _context.Update.Type.ToString());
        _activity.SetTag("botstack.update.redelivered", _context.IsRedelivery);
        _activity.SetTag("botstack.chat.id", _context.Chat?.Id);
        _activity.SetTag("botstack.handler", Handler);
        _activity.SetTag("botstack.outcome", BotMeter.NameOf(outcome));
        _activity.SetStatus(outcome == HandlingOutcome.Failed ? ActivityStatusCode.Error : ActivityStatusCode.Ok);
    }

    public void Dispose() => _activity?.Dispose();

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For a log that shows scopes as text.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"update {_context.Update.Id} chat {_context.Chat?.Id} user {_context.User?.Id} handler {Handler}");
}

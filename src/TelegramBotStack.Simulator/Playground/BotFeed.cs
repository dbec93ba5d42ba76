using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TelegramBotStack.Simulator.Updates;

namespace TelegramBotStack.Simulator.Playground;

/// <summary>
/// Tells the pages that are open what happens to one bot, in the order in which it happens. Costs next to nothing while
/// none is open. Safe to use from several threads.
/// </summary>
internal sealed class BotFeed
{
    /// <summary>How many updates a page that is opened is shown.</summary>
    public const int UpdatesKept = 100;

    private readonly Lock _gate = new();
    private readonly Queue<QueuedUpdate> _updates = [];
    private volatile FeedListener[] _listeners = [];

    /// <summary>The newest updates, oldest first.</summary>
    public IReadOnlyList<JsonElement> Updates
    {
        get
        {
            lock (_gate)
            {
                return [.. _updates.Select(Parse)];
            }
        }
    }

    /// <summary>Listens from now on, until the listener is disposed.</summary>
    public FeedListener Listen()
    {
        var listener = new FeedListener(Forget);
        lock (_gate)
        {
            _listeners = [.. _listeners, listener];
        }

        return listener;
    }

    public void Changed(SimulatedChat chat) => Tell("chat", chat, ChatView.Of, PlaygroundJson.Default.ChatView);

    public void Said(ChatMessage message) => Tell("message", message, MessageView.Of, PlaygroundJson.Default.MessageView);

    public void Deleted(SimulatedChat chat, int messageId)
        => Tell("deleted", new DeletedView(chat.Id, messageId), PlaygroundJson.Default.DeletedView);

    public void Acts(SimulatedChat chat, string action)
        => Tell("action", new ActionView(chat.Id, action), PlaygroundJson.Default.ActionView);

    public void Answered(ButtonPress press, CallbackAnswer answer)
        => Tell("answer", new AnswerView(press.Id, press.UserId, answer.Text, answer.ShowAlert, answer.Url), PlaygroundJson.Default.AnswerView);

    public void Answered(long number, ApiCall call) => Tell("call", new CallView(number, call), PlaygroundJson.Default.CallView);

    public void Changed(SimulatorFaults faults) => Tell("faults", faults, one => one.InForce, PlaygroundJson.Default.IReadOnlyListFaultView);

    public void LimitsChanged(bool areSet) => Tell("limits", areSet, PlaygroundJson.Default.Boolean);

    public void MenuChanged() => Tell("menu", true, PlaygroundJson.Default.Boolean);

    public void Queued(QueuedUpdate update)
    {
        lock (_gate)
        {
            _updates.Enqueue(update);
            if (_updates.Count > UpdatesKept)
            {
                _updates.Dequeue();
            }
        }

        Tell("update", update, Parse, PlaygroundJson.Default.JsonElement);
    }

    private static JsonElement Parse(QueuedUpdate update) => JsonElement.Parse(update.Json);

    private void Tell<T>(string name, T value, JsonTypeInfo<T> type) => Tell(name, value, one => one, type);

    private void Tell<TSource, TView>(string name, TSource source, Func<TSource, TView> view, JsonTypeInfo<TView> type)
    {
        if (_listeners.Length == 0)
        {
            return;
        }

        var told = FeedEvent.Of(name, view(source), type);
        lock (_gate)
        {
            foreach (var listener in _listeners)
            {
                listener.Hear(told);
            }
        }
    }

    private void Forget(FeedListener listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners.Where(one => one != listener)];
        }
    }
}

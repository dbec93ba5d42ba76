using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Telegram.Bot.Types;
using TelegramBotStack.Configuration;
using TelegramBotStack.Inbox;
using TelegramBotStack.Status;

namespace TelegramBotStack.Tests.Inbox;

/// <summary>Updates in whose handling the process dies. One that has died is an inbox that is never closed.</summary>
public sealed class PoisonTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly StatusBoard _status = new("test", "local", TimeProvider.System, SecretMask.None);
    private ConcurrentQueue<int> _begun = new();
    private ConcurrentDictionary<int, TaskCompletionSource> _handlers = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Only_what_ran_at_each_death_is_set_aside_and_not_what_ran_beside_it()
    {
        // The first begins before the others; both times the process dies with all three in work.
        JsonElement[] updates = [Message(1), Message(2), Message(3)];
        for (var death = 1; death <= 2; death++)
        {
            Open().Add(updates);
            await Begun(1, 2, 3);
            Die();
        }

        Open(TimeSpan.FromMinutes(10)).Add(updates);
        await Begun(1);
        Die();
        await using var last = Open(TimeSpan.FromMinutes(10));
        last.Add(updates);

        await Begun(2);
        Handler(2).SetResult();
        await Begun(2, 3);
        Handler(3).SetResult();
        await Eventually.IsTrueAsync(() => last.Count == 0, "the others are done", Cancellation);
        _status.Current.Updates.ShouldBe(new UpdateCounts(Handled: 2, Pending: 0, Redelivered: 3 + 1 + 2, Failed: 0, Poisoned: 1));
        Path.GetFileName(Directory.GetFiles(_directory["poison"]).ShouldHaveSingleItem()).ShouldBe("1.json");
    }

    [Fact]
    public async Task What_was_set_aside_is_not_handled_when_Telegram_sends_it_again_nor_after_the_next_start()
    {
        for (var death = 1; death <= 3; death++)
        {
            Open().Add([Message(1)]);
            await Begun(1);
            Die();
        }

        Open().Add([Message(1)]);
        Die();
        await using var next = Open();
        next.Add([Message(1), Message(2)]);

        await Begun(2);
        next.Count.ShouldBe(1);
        Directory.GetFiles(_directory["poison"]).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_long_handler_that_was_told_to_give_up_in_good_order_is_not_to_blame()
    {
        for (var end = 1; end <= 5; end++)
        {
            await using var inbox = Open();
            inbox.Add([Message(1)]);
            await Begun(1);
            await inbox.CloseAsync(TimeSpan.Zero);
            Die();
        }

        await using var next = Open();
        await Begun(1);
        Directory.Exists(_directory["poison"]).ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_is_only_slow_does_not_hold_the_others_up_for_long()
    {
        for (var death = 1; death <= 2; death++)
        {
            Open().Add([Message(1)]);
            await Begun(1);
            Die();
        }

        await using var inbox = Open(TimeSpan.FromMilliseconds(50));
        inbox.Add([Message(1), Message(2)]);

        await Begun(1, 2);
    }

    private static JsonElement Message(int id) => JsonElement.Parse(
        $$$"""
        {"update_id":{{{id}}},"message":{"message_id":1,"date":1,"text":"text","chat":{"id":{{{id}}}, "type":"private"} } }
        """);

    // What the dead process had begun with never ends.
    private void Die() => (_begun, _handlers) = (new(), new());

    private UpdateInbox Open(TimeSpan? alone = null)
    {
        var (begun, handlers) = (_begun, _handlers);
        var inbox = new UpdateInbox(
            new FileInboxStore(_directory.Path),
            async (update, _, abort) =>
            {
                begun.Enqueue(update.Id);
                try
                {
                    await handlers.GetOrAdd(update.Id, _ => NewHandler()).Task.WaitAsync(abort);
                    return HandlingOutcome.Handled;
                }
                catch (OperationCanceledException)
                {
                    return HandlingOutcome.Aborted;
                }
            },
            _status,
            TimeProvider.System,
            NullLogger<UpdateInbox>.Instance,
            new InboxLimits { AloneTime = alone ?? TimeSpan.Zero });
        inbox.Start();
        return inbox;
    }

    private TaskCompletionSource Handler(int id) => _handlers.GetOrAdd(id, _ => NewHandler());

    private static TaskCompletionSource NewHandler() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task Begun(params int[] ids) => Eventually.IsTrueAsync(
        () => _begun.Order().SequenceEqual(ids), $"begun with {string.Join(' ', ids)}", Cancellation);
}

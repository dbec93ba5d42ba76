using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramBotStack.Configuration;
using TelegramBotStack.Inbox;
using TelegramBotStack.Status;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Tests.Inbox;

/// <summary>Inboxes on two hosts that share a storage and nothing else.</summary>
public sealed class SharedInboxTests : IDisposable
{
    private readonly TemporaryDirectory _hosts = new();
    private readonly MemoryBackend _storage = new(TimeProvider.System);
    private readonly TaskCompletionSource _slow = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _hosts.Dispose();

    [Fact]
    public async Task What_a_host_that_died_had_set_aside_is_handled_on_another_and_said_to_be_redelivered()
    {
        var (first, _) = await OpenAsync("first");
        await first.NoteTakenAsync(3, Cancellation);
        first.Add([Message(1), Message(2), Message(3)]);
        await first.SecureAsync(isMoreWaiting: false, Cancellation);
        (await KeysAsync()).ShouldNotBeEmpty("Telegram may be told to forget them");
        Directory.Exists(_hosts["first/set-aside"]).ShouldBeFalse();

        // Dead: nothing is closed.
        var (second, handled) = await OpenAsync("second");
        _slow.SetResult();
        second.Start();
        await second.NoteTakenAsync(100, Cancellation);
        second.Add([Message(3), Message(100)]);
        await Eventually.IsTrueAsync(() => second.Count == 0, "all are handled", Cancellation);

        handled.ShouldContain((1, true), "which was begun with");
        handled.ShouldContain((3, true));
        handled.ShouldContain((100, false));
        await second.CloseAsync(TimeSpan.FromSeconds(30));
        (await KeysAsync()).ShouldBeEmpty();
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task After_a_handover_in_good_order_nothing_new_is_said_to_be_redelivered()
    {
        var (first, _) = await OpenAsync("first");
        _slow.SetResult();
        await first.NoteTakenAsync(3, Cancellation);
        first.Add([Message(1), Message(2), Message(3)]);
        await Eventually.IsTrueAsync(() => first.Count == 0, "all are handled", Cancellation);
        await first.CloseAsync(TimeSpan.FromSeconds(30));
        await first.DisposeAsync();

        var (second, handled) = await OpenAsync("second");
        await second.NoteTakenAsync(4, Cancellation);
        second.Add([Message(3), Message(4)]);
        await Eventually.IsTrueAsync(() => second.Count == 0, "all are handled", Cancellation);
        await second.DisposeAsync();

        handled.Order().ToArray().ShouldBe([(3, true), (4, false)], "the third was not confirmed to Telegram");
    }

    [Fact]
    public async Task An_inbox_that_is_abandoned_keeps_nothing_and_says_whether_its_handlers_have_ended()
    {
        var (inbox, _) = await OpenAsync("first");
        inbox.Add([Message(1)]);

        (await inbox.AbandonAsync(TimeSpan.FromMilliseconds(10))).ShouldBeFalse();
        _slow.SetResult();
        (await inbox.AbandonAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();

        (await KeysAsync()).ShouldBeEmpty();
        await inbox.DisposeAsync();
    }

    private static JsonElement Message(int id) => JsonSerializer.SerializeToElement(new
    {
        update_id = id,
        message = new { message_id = id, date = 1_764_000_000, chat = new { id, type = "private", first_name = "Ada" }, text = "x" },
    });

    private async Task<List<string>> KeysAsync() => await _storage.ListAsync("botstack/inbox/set-aside/", null, Cancellation).ToListAsync(Cancellation);

    private async Task<(UpdateInbox Inbox, ConcurrentQueue<(int Id, bool IsRedelivery)> Handled)> OpenAsync(string host)
    {
        var store = await SharedInboxStore.OpenAsync(
            new FileInboxStore(_hosts[host]), _storage, TimeProvider.System, NullLogger.Instance, Cancellation);
        var handled = new ConcurrentQueue<(int, bool)>();
        var inbox = new UpdateInbox(
            store,
            async (update, isRedelivery, _) =>
            {
                handled.Enqueue((update.Id, isRedelivery));
                if (update.Id == 1)
                {
                    await _slow.Task;
                }

                return HandlingOutcome.Handled;
            },
            new StatusBoard("test", "local", TimeProvider.System, SecretMask.None),
            TimeProvider.System,
            NullLogger<UpdateInbox>.Instance);
        return (inbox, handled);
    }
}

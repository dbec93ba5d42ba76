using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Telegram.Bot.Types;
using TelegramBotStack.Configuration;
using TelegramBotStack.Inbox;
using TelegramBotStack.Status;

namespace TelegramBotStack.Tests.Inbox;

public sealed class UpdateInboxTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _directory = new();
    private readonly StatusBoard _status = new("test", "local", TimeProvider.System, SecretMask.None);
    private readonly ConcurrentQueue<(int Id, bool IsRedelivery)> _begun = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _handlers = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Updates_of_a_chat_are_handled_in_order_and_chats_side_by_side()
    {
        await using var inbox = Open();
        inbox.Add([Message(1, chat: 1), Message(2, chat: 1), Message(3, chat: 2)]);

        await Begun(1, 3);
        Handler(1).SetResult();
        await Begun(1, 3, 2);
    }

    [Fact]
    public async Task No_more_handlers_run_than_the_bound()
    {
        await using var inbox = Open(new InboxLimits { Concurrency = 2 });
        inbox.Add([Message(1, chat: 1), Message(2, chat: 2), Message(3, chat: 3)]);
        await Begun(1, 2);

        Handler(2).SetResult();

        await Begun(1, 2, 3);
    }

    [Fact]
    public async Task A_full_inbox_has_no_room_until_a_handler_ends()
    {
        await using var inbox = Open(new InboxLimits { Capacity = 2 });
        inbox.Add([Message(1, chat: 1), Message(2, chat: 2)]);
        inbox.Room.ShouldBe(0);
        var change = inbox.WaitForChangeAsync(Cancellation);
        change.IsCompleted.ShouldBeFalse();

        await Begun(1, 2);
        Handler(1).SetResult();

        await change.WaitAsync(Patience, Cancellation);
        inbox.Room.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_that_is_done_is_secure_without_a_file()
    {
        await using var inbox = Open(new InboxLimits { Grace = Patience });
        inbox.Add([Message(1, chat: 1), Message(2, chat: 2)]);
        var secure = inbox.SecureAsync(isMoreWaiting: false, Cancellation);
        await Begun(1, 2);
        Handler(1).SetResult();
        secure.IsCompleted.ShouldBeFalse();

        Handler(2).SetResult();

        await secure.WaitAsync(Patience, Cancellation);
        SetAside().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slow_handler_holds_nobody_up_since_its_update_is_set_aside()
    {
        await using var inbox = Open();
        inbox.Add([Message(1, chat: 1), Message(2, chat: 2)]);
        await Begun(1, 2);
        Handler(2).SetResult();

        await inbox.SecureAsync(isMoreWaiting: false, Cancellation).WaitAsync(Patience, Cancellation);

        SetAside().Length.ShouldBe(1);
        Handler(1).SetResult();
        await Eventually.IsTrueAsync(() => SetAside().Length == 0, "the file goes with the last of its updates", Cancellation);
        _status.Current.Updates.Handled.ShouldBe(2);
    }

    [Fact]
    public async Task While_more_updates_wait_a_slow_handler_holds_them_up_for_a_moment_only()
    {
        await using var inbox = Open(new InboxLimits { Grace = TimeSpan.FromHours(1), GraceUnderLoad = TimeSpan.Zero });
        inbox.Add([Message(1, chat: 1)]);
        await Begun(1);

        await inbox.SecureAsync(isMoreWaiting: true, Cancellation).WaitAsync(Patience, Cancellation);

        SetAside().Length.ShouldBe(1);
        inbox.SecureAsync(isMoreWaiting: false, Cancellation).IsCompleted.ShouldBeTrue("it is on disk");
    }

    [Fact]
    public async Task A_batch_is_on_disk_soon_whatever_its_handlers_do_when_more_updates_wait()
    {
        await using var inbox = Open(new InboxLimits { Grace = TimeSpan.FromHours(1) });
        inbox.Add([Message(1, chat: 1), Message(2, chat: 2)], isMoreWaiting: true);

        await inbox.SecureAsync(isMoreWaiting: true, Cancellation).WaitAsync(Patience, Cancellation);

        SetAside().Length.ShouldBe(1);
        await Begun(1, 2);
        Handlers(1, 2);
        await Eventually.IsTrueAsync(() => SetAside().Length == 0, "the segment goes with the last of its updates", Cancellation);
    }

    [Fact]
    public async Task A_batch_that_the_disk_refuses_is_written_with_the_next_attempt()
    {
        using var store = new RefusingStore { Refusals = 2 };
        await using var inbox = Open(store: store);
        inbox.Add([Message(1, chat: 1)], isMoreWaiting: true);

        await Should.ThrowAsync<IOException>(() => inbox.SecureAsync(isMoreWaiting: true, Cancellation));
        await inbox.SecureAsync(isMoreWaiting: true, Cancellation).WaitAsync(Patience, Cancellation);

        store.ReadSegments().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_done_does_not_come_again_however_many_were_done_after_it_while_one_of_its_segment_is_slow()
    {
        var limits = new InboxLimits { Grace = TimeSpan.FromHours(1), DonePerJournalFile = 20 };
        var crashed = Open(limits);
        crashed.Add([Message(1, chat: 1), Message(2, chat: 2), Message(3, chat: 1)], isMoreWaiting: true);
        await crashed.SecureAsync(isMoreWaiting: true, Cancellation).WaitAsync(Patience, Cancellation);
        Handlers(2);
        await Eventually.IsTrueAsync(() => crashed.Count == 2, "the second is done", Cancellation);
        for (var id = 100; id < 200; id++)
        {
            Handlers(id);
            crashed.Add([Message(id, chat: id)]);
            await Eventually.IsTrueAsync(() => crashed.Count == 2, "it is done", Cancellation);
        }

        await Eventually.IsTrueAsync(() => !IsRememberedAsDone(2), "the journal has forgotten the second", Cancellation);

        // The handlers of the dead process never end.
        _begun.Clear();
        _handlers.Clear();
        await using var successor = Open(limits);
        await Begun(1);
        Handlers(1, 3);
        await Begun(1, 3);

        await Eventually.IsTrueAsync(() => successor.Count == 0, "all are done", Cancellation);
        _begun.ShouldBe([(1, true), (3, false)]);
    }

    [Fact]
    public async Task After_slow_handlers_updates_are_set_aside_without_waiting_for_them()
    {
        var time = new FakeTimeProvider();
        await using var inbox = Open(new InboxLimits { Grace = TimeSpan.FromMinutes(1) }, time);
        var first = Enumerable.Range(1, 10).ToArray();
        inbox.Add([.. first.Select(id => Message(id, chat: id))]);
        await Begun(first);
        time.Advance(TimeSpan.FromHours(1));
        Handlers(first);
        await Eventually.IsTrueAsync(() => inbox.Count == 0, "the slow ones are done", Cancellation);
        inbox.Add([Message(11, chat: 1)]);

        await inbox.SecureAsync(isMoreWaiting: false, Cancellation).WaitAsync(Patience, Cancellation);

        SetAside().Length.ShouldBe(1);
    }

    [Fact]
    public async Task Handlers_that_end_together_are_all_done_and_make_room_for_as_many()
    {
        await using var inbox = Open(new InboxLimits { Concurrency = 100, Grace = Patience });
        var first = Enumerable.Range(1, 100).ToArray();
        inbox.Add([.. first.Concat(Enumerable.Range(101, 100)).Select(id => Message(id, chat: id % 100))]);
        await Begun(first);

        Handlers(first);

        await Eventually.IsTrueAsync(() => _begun.Count == 200, "the next of each chat has begun", Cancellation);
        inbox.Count.ShouldBe(100);
        Handlers([.. Enumerable.Range(101, 100)]);
        await inbox.SecureAsync(isMoreWaiting: false, Cancellation).WaitAsync(Patience, Cancellation);
        SetAside().ShouldBeEmpty();
        _status.Current.Updates.Handled.ShouldBe(200);
    }

    [Fact]
    public async Task One_update_is_secure_when_it_is_done_however_slow_the_others_are()
    {
        await using var inbox = Open(new InboxLimits { Grace = TimeSpan.FromHours(1) });
        inbox.Add([Message(1, chat: 1), Message(2, chat: 2)]);
        await Begun(1, 2);
        var secure = inbox.SecureAsync(2, Cancellation);
        secure.IsCompleted.ShouldBeFalse();

        Handler(2).SetResult();

        await secure.WaitAsync(Patience, Cancellation);
        SetAside().ShouldBeEmpty();
        inbox.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_update_whose_handler_is_slow_is_set_aside()
    {
        await using var inbox = Open(new InboxLimits { Grace = TimeSpan.Zero });
        inbox.Add([Message(1, chat: 1)]);

        await Task.WhenAll(inbox.SecureAsync(1, Cancellation), inbox.SecureAsync(1, Cancellation)).WaitAsync(Patience, Cancellation);

        SetAside().Length.ShouldBe(1, "both have shared it");
    }

    [Fact]
    public async Task What_was_set_aside_is_handled_in_the_order_in_which_it_came_whatever_was_done_meanwhile()
    {
        var crashed = Open(new InboxLimits { Grace = TimeSpan.Zero });
        crashed.Add([Message(1, chat: 1), Message(2, chat: 2), Message(3, chat: 3), Message(4, chat: 4)]);
        await Begun(1, 2, 3, 4);
        Handlers(2);
        await Eventually.IsTrueAsync(() => crashed.Count == 3, "one is done", Cancellation);
        Handlers(3);
        await Eventually.IsTrueAsync(() => crashed.Count == 2, "two are done", Cancellation);
        crashed.Add([Message(5, chat: 1), Message(6, chat: 1), Message(7, chat: 1)]);
        await crashed.SecureAsync(isMoreWaiting: false, Cancellation);

        // The handlers of the dead process never end.
        _begun.Clear();
        _handlers.Clear();
        await using var successor = Open();
        Handlers(1, 5, 6, 7);

        await Eventually.IsTrueAsync(() => successor.Count == 1, "all of that chat are done", Cancellation);
        _begun.Select(begun => begun.Id).Where(id => id != 4).ShouldBe([1, 5, 6, 7]);
    }

    [Fact]
    public async Task After_a_crash_what_was_set_aside_is_handled_and_what_was_begun_is_flagged()
    {
        // Not disposed in good order: nothing else would be the same as a crash.
        var crashed = Open(new InboxLimits { Grace = TimeSpan.Zero });
        crashed.Add([Message(1, chat: 1), Message(2, chat: 1), Message(3, chat: 2)]);
        await Begun(1, 3);
        await crashed.SecureAsync(isMoreWaiting: false, Cancellation);
        Handler(3).SetResult();
        await Eventually.IsTrueAsync(() => crashed.Count == 2, "the third is done", Cancellation);

        // The handlers of the dead process never end.
        _begun.Clear();
        _handlers.Clear();
        await using var successor = Open();
        await Begun(1);
        Handlers(1, 2);
        await Begun(1, 2);

        _begun.ShouldBe([(1, true), (2, false)]);
        _status.Current.Updates.Redelivered.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_done_is_not_handled_again_when_Telegram_sends_it_again()
    {
        await using (var first = Open())
        {
            first.Add([Message(1, chat: 1)]);
            Handlers(1);
            await Eventually.IsTrueAsync(() => first.Count == 0, "it is done", Cancellation);
        }

        await using var second = Open();
        second.Add([Message(1, chat: 1), Message(2, chat: 1), Message(2, chat: 1)]);
        await Eventually.IsTrueAsync(() => _begun.Count == 2, "the second is begun with", Cancellation);

        second.Count.ShouldBe(1);
        _begun.Select(begun => begun.Id).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Closing_finishes_what_was_begun_and_sets_the_rest_aside_unflagged()
    {
        var inbox = Open();
        inbox.Add([Message(1, chat: 1), Message(2, chat: 1)]);
        await Begun(1);
        var closing = inbox.CloseAsync(Patience);
        closing.IsCompleted.ShouldBeFalse();
        Handlers(1);
        await closing.WaitAsync(Patience, Cancellation);
        await inbox.DisposeAsync();
        _begun.ShouldBe([(1, false)]);

        await using var successor = Open();
        await Begun(1, 2);
        _begun.ShouldBe([(1, false), (2, false)]);
    }

    [Fact]
    public async Task Closing_gives_a_handler_up_that_takes_too_long_and_it_is_delivered_again()
    {
        var inbox = Open(new InboxLimits { AbortTime = TimeSpan.Zero });
        inbox.Add([Message(1, chat: 1)]);
        await Begun(1);
        await inbox.CloseAsync(TimeSpan.Zero).WaitAsync(Patience, Cancellation);
        await inbox.DisposeAsync();

        await using var successor = Open();
        await Begun(1, 1);
        _begun.ShouldBe([(1, false), (1, true)]);
    }

    [Fact]
    public async Task An_update_that_cannot_be_read_is_skipped_and_the_others_are_not()
    {
        await using var inbox = Open();

        inbox.Add([JsonElement.Parse("""{"update_id":1,"message":{"date":"tomorrow"}}"""), Message(2, chat: 1)]);

        await Begun(2);
        inbox.Count.ShouldBe(1);
        _status.Current.Updates.Failed.ShouldBe(1);
    }

    [Fact]
    public async Task An_update_of_a_kind_that_does_not_exist_yet_is_passed_over()
    {
        await using var inbox = Open();

        inbox.Add([JsonElement.Parse("""{"update_id":1,"telepathy":{"thought":"hm"}}"""), Message(2, chat: 1)]);
        await Begun(1, 2);
        Handlers(1, 2);

        await Eventually.IsTrueAsync(() => inbox.Count == 0, "both are done", Cancellation);
        _status.Current.Updates.Failed.ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_kept_for_a_person_and_does_not_stop_the_bot()
    {
        using (var files = new SegmentFiles(_directory["set-aside"]))
        {
            files.Write("1.json", "[{\"update_id\":"u8);
        }

        await using var inbox = Open();

        inbox.Count.ShouldBe(0);
        File.Exists(_directory["set-aside/1.json.broken"]).ShouldBeTrue();
    }

    /// <summary>With a chat type and a field that the client library does not know: they come back as they went.</summary>
    private static JsonElement Message(int id, long chat) => JsonElement.Parse(
        $$$"""
        {"update_id":{{{id}}},"message":{"message_id":1,"date":1,"text":"text","chat":{"id":{{{chat}}},"type":"hologram"}},"new":1}
        """);

    private bool IsRememberedAsDone(int id)
    {
        using var store = new FileInboxStore(_directory.Path);
        return new Journal(store, TimeProvider.System, donePerFile: 20).IsDone(id);
    }

    private UpdateInbox Open(InboxLimits? limits = null, TimeProvider? time = null, IInboxStore? store = null)
    {
        var inbox = new UpdateInbox(
            store ?? new FileInboxStore(_directory.Path),
            HandleAsync,
            _status,
            time ?? TimeProvider.System,
            NullLogger<UpdateInbox>.Instance,
            limits);
        inbox.Start();
        return inbox;
    }

    private async Task<HandlingOutcome> HandleAsync(Update update, bool isRedelivery, CancellationToken abort)
    {
        _begun.Enqueue((update.Id, isRedelivery));
        try
        {
            await Handler(update.Id).Task.WaitAsync(abort);
            return HandlingOutcome.Handled;
        }
        catch (OperationCanceledException)
        {
            return HandlingOutcome.Aborted;
        }
    }

    private TaskCompletionSource Handler(int id)
        => _handlers.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Handlers(params int[] ids)
    {
        foreach (var id in ids)
        {
            Handler(id).TrySetResult();
        }
    }

    private Task Begun(params int[] ids) => Eventually.IsTrueAsync(
        () => _begun.Select(begun => begun.Id).Order().SequenceEqual(ids.Order()), $"begun with {string.Join(' ', ids)}", Cancellation);

    /// <summary>The segments a successor would find.</summary>
    private string[] SetAside()
    {
        using var files = new SegmentFiles(_directory["set-aside"]);
        return [.. files.Read().Select(segment => segment.Name)];
    }
}

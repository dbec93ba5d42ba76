using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramBotStack.Configuration;
using TelegramBotStack.Inbox;
using TelegramBotStack.Status;

namespace TelegramBotStack.Tests.Inbox;

/// <summary>Run alone: what others use is no matter of the inbox.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class InboxMemoryTests : IDisposable
{
    private const int Chats = 50_000;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Chats_that_are_done_with_leave_nothing_in_memory()
    {
        await using var inbox = new UpdateInbox(
            new FileInboxStore(_directory.Path),
            (_, _, _) => Task.FromResult(HandlingOutcome.Handled),
            new StatusBoard("test", "local", TimeProvider.System, SecretMask.None),
            TimeProvider.System,
            NullLogger<UpdateInbox>.Instance);
        inbox.Start();

        // What the inbox remembers of updates that are done has a bound, which the first have reached.
        await TakeAsync(inbox, first: 1);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await TakeAsync(inbox, first: Chats + 1);

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(Chats * 20, "less than anything kept of each chat");
    }

    private static async Task TakeAsync(UpdateInbox inbox, int first)
    {
        foreach (var batch in Enumerable.Range(first, Chats).Chunk(1_000))
        {
            inbox.Add([.. batch.Select(Message)]);
            await Eventually.IsTrueAsync(() => inbox.Count == 0, "all are done", Cancellation);
        }
    }

    private static JsonElement Message(int id) => JsonElement.Parse(
        $$$"""
        {"update_id":{{{id}}},"message":{"message_id":1,"date":1,"text":"text","chat":{"id":{{{id}}},"type":"private"} } }
        """);
}

/// <summary>Tests that measure the process they run in.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;

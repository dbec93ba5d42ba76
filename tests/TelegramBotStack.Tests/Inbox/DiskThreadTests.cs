using TelegramBotStack.Inbox;

namespace TelegramBotStack.Tests.Inbox;

public sealed class DiskThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Works_one_after_the_other_on_a_thread_that_is_not_of_the_pool()
    {
        using var disk = new DiskThread();
        var threads = new List<(int Number, Thread Thread)>();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => disk.RunAsync(() => threads.Add((number, Thread.CurrentThread))))).WaitAsync(Patience, Cancellation);

        threads.Select(one => one.Number).ShouldBe(Enumerable.Range(0, 50));
        threads.Select(one => one.Thread).Distinct().ShouldHaveSingleItem().IsThreadPoolThread.ShouldBeFalse();
    }

    [Fact]
    public async Task What_fails_fails_for_who_asked_for_it_and_the_next_is_done()
    {
        using var disk = new DiskThread();

        await Should.ThrowAsync<IOException>(() => disk.RunAsync(() => throw new IOException("No space left on device")).WaitAsync(Patience, Cancellation));
        await disk.RunAsync(() => { }).WaitAsync(Patience, Cancellation);
    }

    [Fact]
    public async Task What_was_asked_for_before_the_end_is_still_done()
    {
        using var held = new ManualResetEventSlim();
        Task first, second;
        using (var disk = new DiskThread())
        {
            first = disk.RunAsync(() => held.Wait(Patience));
            second = disk.RunAsync(() => { });
        }

        held.Set();
        await Task.WhenAll(first, second).WaitAsync(Patience, Cancellation);
    }
}

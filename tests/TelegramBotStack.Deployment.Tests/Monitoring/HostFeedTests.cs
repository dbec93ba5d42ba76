using Microsoft.Extensions.Time.Testing;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Monitoring;

namespace TelegramBotStack.Deployment.Tests.Monitoring;

public sealed class HostFeedTests
{
    private static readonly DeploymentException Lost = HostErrors.ConnectionLost("vps");

    private static readonly int[] Pauses = [1, 2, 4, 8, 16, 30, 30];

    private readonly FakeTimeProvider time = new() { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly Queue<DeploymentException?> openings = new();
    private readonly Queue<DeploymentException?> samples = new();
    private int opened;
    private int closed;

    [Fact]
    public async Task A_connection_that_is_lost_is_opened_again_with_longer_and_longer_pauses_and_the_last_picture_stays()
    {
        samples.Enqueue(null);
        samples.Enqueue(Lost);
        openings.Enqueue(null);
        foreach (var _ in Enumerable.Range(0, 6))
        {
            openings.Enqueue(Lost);
        }

        var views = await TakeAsync(93);

        var counted = Pauses.SelectMany(pause => Enumerable.Range(1, pause).Reverse()).Select(left => (double?)left);
        views.Select(view => view.RetryIn?.TotalSeconds).ShouldBe([null, .. counted, null]);
        views[^2].Sample.ShouldBeSameAs(views[0].Sample);
        views[^1].Problem.ShouldBeNull();
        opened.ShouldBe(2);
        closed.ShouldBe(2);
    }

    [Fact]
    public async Task A_host_that_cannot_be_reached_at_the_beginning_is_an_error()
    {
        openings.Enqueue(Lost);

        (await Should.ThrowAsync<DeploymentException>(() => TakeAsync(1))).ShouldBeSameAs(Lost);
    }

    [Fact]
    public async Task A_host_that_shows_another_key_is_not_tried_again()
    {
        samples.Enqueue(Lost);
        openings.Enqueue(null);
        openings.Enqueue(new DeploymentException(HostErrors.HostKeyChangedCode, "another key", "see"));

        (await Should.ThrowAsync<DeploymentException>(() => TakeAsync(3))).Code.ShouldBe("TBS2009");
        closed.ShouldBe(1);
    }

    private async Task<List<HostView>> TakeAsync(int count)
    {
        var views = new List<HostView>();
        await using var feed = HostFeed.FollowAsync(OpenAsync, time, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        while (views.Count < count)
        {
            var next = feed.MoveNextAsync().AsTask();
            while (!next.IsCompleted)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }

            (await next).ShouldBeTrue();
            views.Add(feed.Current);
        }

        return views;
    }

    private Task<IHostMonitor> OpenAsync(CancellationToken cancellationToken)
    {
        if (openings.TryDequeue(out var problem) && problem is not null)
        {
            throw problem;
        }

        opened++;
        return Task.FromResult<IHostMonitor>(new Monitor(this));
    }

    private sealed class Monitor(HostFeedTests test) : IHostMonitor
    {
        public Task<HostSample> SampleAsync(CancellationToken cancellationToken) =>
            test.samples.TryDequeue(out var problem) && problem is not null
                ? throw problem
                : Task.FromResult(new HostSample("vps", test.time.GetUtcNow(), null, []));

        public ValueTask DisposeAsync()
        {
            test.closed++;
            return ValueTask.CompletedTask;
        }
    }
}

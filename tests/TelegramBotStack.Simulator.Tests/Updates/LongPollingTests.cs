using CsCheck;
using Microsoft.Extensions.Time.Testing;
using TelegramBotStack.Simulator.Updates;

namespace TelegramBotStack.Simulator.Tests.Updates;

public sealed class LongPollingTests
{
    private const int FirstId = 5_000_000;

    private enum StepKind
    {
        Poll,
        Update,
        Wait,
        HangUp,
    }

    /// <summary>Any number of bots, polling, hanging up and waiting in any order, against what must hold in every order.</summary>
    [Fact]
    public void In_any_order_of_polls_updates_and_hang_ups_every_poll_is_answered_and_only_an_offset_confirms()
    {
        var step = Gen.Select(Gen.Enum<StepKind>(), Gen.Int[0, 12], Gen.Int[0, 60]);
        step.List[0, 80].Sample(steps =>
        {
            var world = new World();
            foreach (var (kind, number, seconds) in steps)
            {
                world.Do(kind, number, seconds);
                world.Check();
            }

            world.Time.Advance(TimeSpan.FromSeconds(60));
            world.Polls.ShouldAllBe(poll => poll.Answer.IsCompletedSuccessfully);
            world.Polling.OpenCount.ShouldBe(0);
        });
    }

    private sealed class World
    {
        private readonly Lock _gate = new();
        private readonly HashSet<Poll> _gone = [];
        private readonly UpdateQueue _queue = new(() => FirstId);
        private int _highestOffset = FirstId;

        public World() => Polling = new LongPolling(_queue, Time, _gate);

        public FakeTimeProvider Time { get; } = new();

        public LongPolling Polling { get; }

        public List<Poll> Polls { get; } = [];

        public void Do(StepKind kind, int number, int seconds)
        {
            switch (kind)
            {
                case StepKind.Poll:
                    StartPoll(number == 0 ? 0 : Math.Min(FirstId + number, _queue.Tail), seconds);
                    break;
                case StepKind.Update:
                    _queue.TryPush(_ => ([], 1), TimeSpan.FromHours(24), Time.GetUtcNow()).ShouldNotBeNull();
                    Polling.Wake();
                    break;
                case StepKind.Wait:
                    Time.Advance(TimeSpan.FromMilliseconds(seconds * 100));
                    break;
                case StepKind.HangUp when Polls.Count > 0:
                    _gone.Add(Polls[^1]);
                    Polling.ClientGone(Polls[^1]);
                    break;
            }
        }

        public void Check()
        {
            var unanswered = Polls.Where(poll => !poll.Answer.IsCompleted).ToArray();
            var conflicts = Polls.Where(poll => poll.Answer is { IsCompletedSuccessfully: true, Result.Error.Code: 409 }).ToArray();
            Polling.OpenCount.ShouldBe(unanswered.Count(poll => !_gone.Contains(poll)));
            Polling.Conflicts.ShouldBeLessThanOrEqualTo(conflicts.Length);
            Polling.Polls.ShouldBe(Polls.Count);

            // Only an offset confirms.
            _queue.Head.ShouldBeLessThanOrEqualTo(_highestOffset);
            _queue.Confirmed.ShouldBe(_queue.Head - FirstId);
            foreach (var poll in Polls.Where(poll => poll.Answer.IsCompleted))
            {
                poll.Answer.Result.Updates.Select(update => update.Id).ShouldBeInOrder();
            }
        }

        private void StartPoll(int offset, int timeout)
        {
            Poll? poll = null;
            poll = Polling.Start(offset, 100, timeout, () => poll is not null && _gone.Contains(poll));
            Polls.Add(poll);
            _highestOffset = Math.Max(_highestOffset, offset);
        }
    }
}

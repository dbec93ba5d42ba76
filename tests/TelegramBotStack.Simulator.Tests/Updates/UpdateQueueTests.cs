using CsCheck;
using TelegramBotStack.Simulator.Updates;

namespace TelegramBotStack.Simulator.Tests.Updates;

public sealed class UpdateQueueTests
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.Parse("2026-03-01T12:00:00Z");
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    [Fact]
    public void A_full_queue_refuses_updates()
    {
        var queue = new UpdateQueue(() => 5_000_000);
        for (var count = 0; count < 100_000; count++)
        {
            Push(queue).ShouldBeTrue();
        }

        Push(queue).ShouldBeFalse();

        (queue.Pending, queue.Rejected).ShouldBe((100_000, 1));
    }

    [Fact]
    public void An_answer_is_cut_at_4_megabytes_but_never_empty()
    {
        var queue = new UpdateQueue(() => 5_000_000);
        foreach (var megabytes in new[] { 5, 3, 3 })
        {
            queue.TryPush(_ => (new byte[megabytes * 1024 * 1024], 1), Lifetime, Noon);
        }

        queue.Get(0, 100, Noon).Count.ShouldBe(1);
        queue.Get(5_000_001, 100, Noon).Count.ShouldBe(1);
    }

    [Fact]
    public void After_a_week_without_updates_ids_start_anew()
    {
        var firstIds = new Queue<int>([5_000_000, 3_000_000]);
        var queue = new UpdateQueue(firstIds.Dequeue);
        Push(queue);
        queue.Get(5_000_001, 100, Noon);

        queue.TryPush(_ => ([], 1), Lifetime, Noon + TimeSpan.FromDays(8));

        queue.Head.ShouldBe(3_000_000);
    }

    /// <summary>Whatever a bot asks, the queue behaves like a plain list of ids with the rules of the documentation.</summary>
    [Fact]
    public void Any_sequence_of_pushes_and_calls_behaves_like_the_rules()
    {
        const int first = 5_000_000;
        int[] extremes = [1, first - 100_000, first - 100_001, int.MinValue, int.MaxValue];
        var offsets = Gen.OneOf(
            Gen.Int[-6, 0],
            Gen.Int[first - 3, first + 40],
            Gen.Int[0, extremes.Length - 1].Select(index => extremes[index]));
        var steps = Gen.Select(Gen.Bool, offsets, Gen.Int[1, 100]).List[0, 60];

        steps.Sample(list =>
        {
            var queue = new UpdateQueue(() => first);
            List<int> model = [];
            var tail = first;
            foreach (var (isPush, offset, limit) in list)
            {
                if (isPush)
                {
                    Push(queue);
                    model.Add(tail++);
                    continue;
                }

                var head = model.Count > 0 ? model[0] : tail;
                var expected = offset switch
                {
                    0 => model,
                    < 0 => [.. model.TakeLast((int)Math.Min(-(long)offset, int.MaxValue))],
                    _ when offset > tail + 10 || offset < head - 100_000 => model,
                    _ => [.. model.Where(id => id >= offset)],
                };
                var answered = queue.Get(offset, limit, Noon).Select(update => update.Id).ToArray();

                answered.ShouldBe(expected.Take(limit));
                model = [.. expected];
                queue.Pending.ShouldBe(model.Count);
                (queue.Created - queue.Confirmed).ShouldBe(queue.Pending);
            }
        });
    }

    /// <summary>A bot that confirms only what it was given sees each update, in order, once.</summary>
    [Fact]
    public void A_bot_that_confirms_what_it_got_misses_nothing()
    {
        Gen.Select(Gen.Int[0, 10], Gen.Int[1, 100]).List[1, 40].Sample(rounds =>
        {
            var queue = new UpdateQueue(() => 5_000_000);
            List<int> seen = [];
            var offset = 0;
            foreach (var (pushes, limit) in rounds.Append((0, 100)).Append((0, 100)).Append((0, 100)).Append((0, 100)))
            {
                for (var count = 0; count < pushes; count++)
                {
                    Push(queue);
                }

                var batch = queue.Get(offset, limit, Noon);
                seen.AddRange(batch.Select(update => update.Id));
                offset = batch.Count > 0 ? batch[^1].Id + 1 : offset;
            }

            queue.Get(offset, 100, Noon).ShouldBeEmpty();
            seen.ShouldBe(Enumerable.Range(5_000_000, (int)queue.Created));
        });
    }

    private static bool Push(UpdateQueue queue) => queue.TryPush(_ => ([], 1), Lifetime, Noon) is not null;
}

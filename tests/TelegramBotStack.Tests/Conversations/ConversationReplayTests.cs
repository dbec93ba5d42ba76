using System.Text.Json;
using CsCheck;
using Telegram.Bot.Types;
using TelegramBotStack.Conversations;

namespace TelegramBotStack.Tests.Conversations;

public sealed class ConversationReplayTests
{
    private enum Step
    {
        Send,
        Once,
        Note,
        Wait,
    }

    [Fact]
    public void Whatever_the_steps_and_wherever_it_crashes_nothing_is_sent_twice_and_each_answer_is_taken_once()
        => Gen.Select(Gen.Enum<Step>().Array[1, 8], Gen.Int[0, 14].Array[0, 6])
            .SampleAsync(async (steps, crashes) =>
            {
                var world = new World(steps, crashes);

                await world.RunToTheEndAsync();

                world.Answers.ShouldBe(Enumerable.Range(0, steps.Count(step => step == Step.Wait)).Select(number => $"answer {number}"));
                for (var i = 0; i < steps.Length; i++)
                {
                    switch (steps[i])
                    {
                        case Step.Send:
                            world.Effects[i].ShouldBeInRange(crashes.Length == 0 ? 1 : 0, 1);
                            break;
                        case Step.Once:
                            world.Effects[i].ShouldBeInRange(1, crashes.Length + 1);
                            break;
                    }
                }
            });

    /// <summary>A conversation that goes through steps, and a machine that loses all but what was saved at the moments at which it crashes.</summary>
    private sealed class World(Step[] steps, int[] crashes)
    {
        private string _saved = JsonSerializer.Serialize(
            new ConversationState { Id = "id", Name = "test", Version = "1" }, ConversationJson.Default.ConversationState);

        private int _moments;
        private int _runs;
        private TaskCompletionSource _crashed = new();

        public int[] Effects { get; } = new int[steps.Length];

        public IReadOnlyList<string> Answers { get; private set; } = [];

        public async Task RunToTheEndAsync()
        {
            while (true)
            {
                var state = JsonSerializer.Deserialize(_saved, ConversationJson.Default.ConversationState)!;
                var replay = new ConversationReplay(state, Next(state), 1_000, () => SaveAsync(state), TimeProvider.System);
                _moments = 0;
                _crashed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var code = CodeAsync(replay);
                await Task.WhenAny(code, replay.Stopped, _crashed.Task);
                _runs++;
                if (code.IsCompleted)
                {
                    await code;
                    return;
                }

                replay.HasDiverged.ShouldBeFalse();
                if (!_crashed.Task.IsCompleted)
                {
                    await Task.WhenAny(replay.SaveChangesAsync(), _crashed.Task);
                }

                _runs.ShouldBeLessThan(100);
            }
        }

        private async Task CodeAsync(ConversationReplay replay)
        {
            var answers = new List<string>();
            var noted = new List<string>();
            for (var i = 0; i < steps.Length; i++)
            {
                var step = i;
                switch (steps[i])
                {
                    case Step.Send:
                        await replay.DoAsync("send", () => ActAsync(step), lost: "lost");
                        break;
                    case Step.Once:
                        (await replay.DoAsync("once", () => ActAsync(step), lost: null)).ShouldBe($"done {step}");
                        break;
                    case Step.Note:
                        noted.Add(replay.Note("note", () => $"note {step}"));
                        break;
                    case Step.Wait:
                        answers.Add((await replay.WaitAsync(context => context.Text, within: null, repeatAfter: null))!);
                        break;
                }
            }

            Answers = answers;
        }

        private async Task<string> ActAsync(int step)
        {
            await MomentAsync();
            Effects[step]++;
            await MomentAsync();
            return $"done {step}";
        }

        private async Task SaveAsync(ConversationState state)
        {
            var saved = JsonSerializer.Serialize(state, ConversationJson.Default.ConversationState);
            await MomentAsync();
            _saved = saved;
            await MomentAsync();
        }

        /// <summary>The next answer, when it waits for one; what was not saved as taken is delivered again.</summary>
        private static ConversationEvent.Arrived? Next(ConversationState state)
        {
            var number = state.Log.Count(entry => entry.Kind == "wait");
            return state.Wait is null
                ? null
                : new ConversationEvent.Arrived(new UpdateContext(
                    new Update { Id = number + 1, Message = new Message { Text = $"answer {number}" } }, false, null!, null!, null!, null!, CancellationToken.None));
        }

        private Task MomentAsync()
        {
            if (_runs >= crashes.Length || _moments++ != crashes[_runs])
            {
                return Task.CompletedTask;
            }

            _crashed.TrySetResult();
            return new TaskCompletionSource().Task;
        }
    }
}

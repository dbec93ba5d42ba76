using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack;

/// <summary>What people write and press.</summary>
public static class PollCommands
{
    // The data of a button: number of the poll and of the answer.
    private const string Vote = "vote";

    public static void AddTo(BotApplication bot)
    {
        bot.Command("create_poll", CreateAsync, options => options.Describe("Ask: question | answer | answer").RateLimit(10, TimeSpan.FromMinutes(1)));
        bot.Command<int>("vote", ShowAsync, options => options.Describe("Vote: /vote NUMBER"));
        bot.Command<int>("results", ShowResultsAsync, options => options.Describe("Results: /results NUMBER"));
        bot.Command("list_polls", ListAsync, options => options.Describe("All polls"));
        bot.Callback(Vote, VoteAsync);

        AdminCommands.AddTo(bot);
    }

    private static async Task CreateAsync(UpdateContext context)
    {
        if (Poll.Parse(context.ArgumentText) is not var (question, answers))
        {
            await context.ReplyAsync($"Write a question and 2 to {Poll.MostAnswers} different answers: /create_poll Tea or coffee? | Tea | Coffee");
            return;
        }

        var polls = Polls(context);
        // The process may have ended before it had answered: then the poll is there.
        var made = context.IsRedelivery ? (await polls.ListAsync()).FirstOrDefault(poll => poll.UpdateId == context.Update.Id) : null;
        var poll = made ?? await polls.AddAsync(question, answers, context.Update.Id);
        await context.ReplyAsync(poll.Results(), Buttons(poll));
    }

    private static async Task ShowAsync(UpdateContext context, int number)
    {
        var poll = await Polls(context).FindAsync(number);
        await context.ReplyAsync(poll?.Results() ?? Missing(number), poll is null ? null : Buttons(poll));
    }

    private static async Task ShowResultsAsync(UpdateContext context, int number)
        => await context.ReplyAsync((await Polls(context).FindAsync(number))?.Results() ?? Missing(number));

    private static async Task ListAsync(UpdateContext context)
    {
        var polls = await Polls(context).ListAsync();
        await context.ReplyAsync(polls.Count == 0
            ? "There are no polls. /create_poll makes one."
            : string.Join('\n', polls.Select(poll => $"№ {poll.Number}: {poll.Question} ({poll.Votes.Count}) /vote {poll.Number}")));
    }

    private static async Task VoteAsync(UpdateContext context)
    {
        // What a button carries can be forged, as any text.
        var numbers = context.CallbackData.Split('.');
        var poll = numbers.Length == 2 && int.TryParse(numbers[0], out var number) && int.TryParse(numbers[1], out var answer)
            ? await Polls(context).VoteAsync(number, context.User!.Id, answer)
            : null;
        if (poll is null)
        {
            await context.AnswerAsync("This poll is gone.", alert: true);
            return;
        }

        await context.AnswerAsync($"You chose: {poll.Answers[poll.Votes[context.User!.Id]]}");
        await context.EditAsync(poll.Results(), Buttons(poll));
    }

    private static InlineKeyboardMarkup Buttons(Poll poll) => new(poll.Answers.Select(
        (answer, index) => new[] { InlineKeyboardButton.WithCallbackData(answer, $"{Vote}:{poll.Number}.{index}") }));

    private static PollStore Polls(UpdateContext context) => new(context.Storage, context.CancellationToken);

    private static string Missing(int number) => $"There is no poll № {number}. /list_polls shows all.";
}

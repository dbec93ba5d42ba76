using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Validation;

/// <summary>Whether what users and Telegram expect of a bot has a handler, and the menu can be shown.</summary>
internal sealed class HandlersCheck : ICheck
{
    // Bot API: setMyCommands, "at most 100 commands"; BotCommand.description, "1-256 characters".
    private const int MostCommands = 100;
    private const int LongestDescription = 256;

    public CheckCategory Category => CheckCategory.Code;

    public string Name => "handlers";

    public IReadOnlyList<Type> After => [typeof(DescriptionCheck)];

    public Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new CheckOutcome(
            string.Join(", ", context.Described.Commands.Take(8).Select(command => "/" + command.Name)) is { Length: > 0 } commands ? commands : "no commands",
            [.. Judge(context.Described)]));

    internal static IEnumerable<Finding> Judge(DescribedBot bot)
    {
        if (bot.Handlers == 0)
        {
            yield return CodeFindings.NoHandlers();
            yield break;
        }

        if (bot.Commands.All(command => command.Name != "start") && bot.DeepLinks.Count == 0 && !bot.Text && !bot.Types.Contains("Message") && bot.Conditions == 0)
        {
            yield return CodeFindings.NoStart();
        }

        if (bot.Commands.Count(command => command.Description is not null) is var described and > MostCommands)
        {
            yield return CodeFindings.TooManyCommands(described, MostCommands);
        }

        foreach (var command in bot.Commands.Where(command => command.Description is { Length: > LongestDescription }))
        {
            yield return CodeFindings.LongDescription(command.Name, command.Description!.Length, LongestDescription);
        }
    }
}

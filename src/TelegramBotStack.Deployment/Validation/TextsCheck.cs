using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Validation;

/// <summary>Whether the bot says everything in each of its languages, and asks for no text that it has not.</summary>
internal sealed class TextsCheck : ICheck
{
    // Faults that a user of the bot would meet in any language.
    private static readonly string[] Problems = ["Malformed", "Unknown"];

    public CheckCategory Category => CheckCategory.Code;

    public string Name => "texts";

    public IReadOnlyList<Type> After => [typeof(DescriptionCheck)];

    public Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Described.Texts is { } faults
            ? new CheckOutcome(faults.Count == 0 ? "complete" : "", [.. Judge(faults)])
            : CheckOutcome.LeftOut("the bot's version of the stack does not compare them"));

    internal static IEnumerable<Finding> Judge(IReadOnlyList<DescribedText> faults) => faults
        .OrderByDescending(fault => Problems.Contains(fault.Fault))
        .Select(fault => Problems.Contains(fault.Fault)
            ? CodeFindings.TextsUnreadable(fault.File, fault.Message)
            : CodeFindings.TextsIncomplete(fault.File, fault.Message));
}

using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Validation;

/// <summary>Whether the bot could open its storage, with the settings that this machine has for it.</summary>
internal sealed class StorageCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Code;

    public string Name => "storage";

    public IReadOnlyList<Type> After => [typeof(DescriptionCheck)];

    public Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var storage = context.Described.Storage;
        return Task.FromResult(storage.Problem is { } problem
            ? new CheckOutcome("", CodeFindings.StorageUnreachable(storage.Name, problem))
            : new CheckOutcome($"{storage.Name} can be opened"));
    }
}

using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether the release that runs is what is here.</summary>
internal sealed class ReleaseCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Bot;

    public string Name => "release";

    public IReadOnlyList<Type> After => [typeof(HealthCheck)];

    public Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var here = context.Request.Operation.Commit;
        return Task.FromResult(context.State.ActiveRelease switch
        {
            null => CheckOutcome.LeftOut("no release is active"),
            { Commit: { Length: > 0 } deployed } when here is not null && deployed != here =>
                new CheckOutcome("", BotFindings.OtherRelease(deployed, here)),
            { Commit: { Length: > 0 } deployed } => new CheckOutcome($"built from commit {deployed}"),
            var active => new CheckOutcome($"{active.Id}, of no known commit"),
        });
    }
}

using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.LocalRuns;

namespace TelegramBotStack.Deployment.Validation;

/// <summary>Whether .env can be read, and the token of this machine, if it has one, is none that cannot be meant.</summary>
internal sealed class LocalSettingsCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Secrets;

    public string Name => "on this machine";

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var project = context.Request.Project ?? Path.Combine(context.Directory, "none.csproj");
        context.Local = await LocalSettings.ReadAsync(context.Directory, project, tokenFrom: null, cancellationToken);
        return new CheckOutcome(context.Local.TokenSource ?? "no token; Dev takes the simulator");
    }
}

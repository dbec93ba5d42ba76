using TelegramBotStack.Deployment.Configuration;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether deploy.yaml, with the overlay that was asked for, can be read and says what is needed.</summary>
internal sealed class ConfigurationCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Configuration;

    public string Name => "deploy.yaml";

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        context.Settings = await DeployFile.LoadAsync(context.Directory, context.Request.Environment, cancellationToken);
        return new CheckOutcome($"{context.Settings.Bot.Name} on {context.Settings.Host.Name}");
    }
}

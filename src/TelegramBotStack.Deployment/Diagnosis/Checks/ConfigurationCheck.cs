using TelegramBotStack.Deployment.Configuration;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether deploy.yaml, with the overlay that was asked for, can be read and says what is needed.</summary>
internal sealed class ConfigurationCheck : ICheck
{
    private const string FileName = "deploy.yaml";

    public CheckCategory Category => CheckCategory.Configuration;

    public string Name => FileName;

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (context.Request.IsDeploymentOptional && !File.Exists(Path.Combine(context.Directory, FileName)))
        {
            return CheckOutcome.LeftOut($"there is no {FileName} yet; './build.sh DeployInit' writes it");
        }

        context.Settings = await DeployFile.LoadAsync(context.Directory, context.Request.Environment, cancellationToken);
        return new CheckOutcome($"{context.Settings.Bot.Name} on {context.Settings.Host.Name}");
    }
}

namespace TelegramBotStack.Components.Deploying;

/// <summary>Brings the bot's secrets to its host.</summary>
public interface ISecrets : IHazDeployment
{
    /// <summary>Gives the release that runs the secrets as they are now, without building anything.</summary>
    Target SecretsPush => _ => _
        .Description("Give the release that runs the secrets as they are now, in seconds")
        .Executes(() => DeployTargets.RunAsync(this, DeployTargets.PushSecretsAsync));
}

using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Verification;

/// <summary>
/// Refuses to work on the bot of another environment: with the same name on the same host, staging would take the place
/// of production, and have its data.
/// </summary>
internal static class OwnEnvironment
{
    /// <exception cref="DeploymentException">The release on the host was deployed as another environment.</exception>
    public static void Check(DeploySettings settings, HostState state)
    {
        if (state.ActiveRelease is { } active && active.Environment != settings.Environment)
        {
            throw DeployErrors.OtherEnvironment(
                settings.Bot.Name, settings.Host.Name, Said(active.Environment), Said(settings.Environment));
        }
    }

    private static string Said(string? environment) => environment is null ? "without --deploy-to" : $"with --deploy-to {environment}";
}

using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Verification;

/// <summary>The test message of deploy.yaml in a deployment: the test account's token is read here, and never sent to the host.</summary>
internal static class TestMessage
{
    /// <summary>Reads the token, and finds before anything is changed whether the account can be used.</summary>
    /// <param name="run">The deployment.</param>
    /// <param name="isRequired">
    /// False for a rollback or a restore, for which nothing but the login is needed from this machine: then it is said that no message is sent.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DeploymentException">It is required, and cannot be used.</exception>
    public static async Task PrepareAsync(DeploymentRun run, bool isRequired, CancellationToken cancellationToken)
    {
        if (run.Session.Settings.TestMessage is not { } message)
        {
            return;
        }

        run.TesterIsRequired = isRequired;
        try
        {
            run.TesterToken = await new SecretReader(run.Session.Settings).ReadAsync(
                message.Token, run.Session.Settings.Secrets[message.Token], cancellationToken);

            // An earlier release has its own token on the host; there the account is only looked at when it is needed.
            if (Open(run) is { } conversation)
            {
                await conversation.PrepareAsync(cancellationToken);
            }
        }
        catch (DeploymentException error) when (!isRequired)
        {
            run.TesterToken = null;
            run.Log.Note($"No test message is sent to the bot: {error.Message}");
        }
    }

    /// <summary>Sends the message and waits for the answer.</summary>
    /// <returns>How it went, in a few words; null when no message is sent.</returns>
    /// <exception cref="DeploymentException">The right answer did not come.</exception>
    public static async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (Open(run) is not { } conversation)
        {
            return null;
        }

        try
        {
            return await conversation.RunAsync(text => run.Log.Note(run.Mask(text)), cancellationToken);
        }
        catch (DeploymentException error) when (error.Code == TestMessageErrors.AccountCode && !run.TesterIsRequired)
        {
            // It says nothing of the release.
            run.Log.Note($"No test message was answered: {error.Message}");
            return null;
        }
        catch (DeploymentException error) when (error.Code == TestMessageErrors.NotAnsweredCode)
        {
            await Watch.ShowLogAsync(run, run.Candidate!, cancellationToken);
            throw new DeploymentException(error.Code, run.Mask(error.Message), error.Mend, error.ExitCode);
        }
    }

    private static TestConversation? Open(DeploymentRun run)
    {
        var settings = run.Session.Settings;
        var variables = run.Release?.Container.Variables ?? settings.Variables;
        var server = variables.GetValueOrDefault("BOT_API_URL", "https://api.telegram.org").TrimEnd('/');
        return settings.TestMessage is { } message && run.TesterToken is { } token && run.Secrets.TryGetValue(SecretValue.Token, out var botToken)
            ? new TestConversation(server, botToken, token, message, TimeProvider.System)
            : null;
    }
}

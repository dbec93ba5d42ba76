using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Components.Deploying;

/// <summary>Shows the steps of a deployment while they are run.</summary>
internal sealed class DeploymentScreen(Screen screen) : IDeploymentLog
{
    public void StepStarted(string name) => screen.Begin(name);

    public void StepDone(string name, TimeSpan took, string? result) => screen.Done(name, took, result);

    public void StepFailed(string name, TimeSpan took) => screen.Failed(name, took);

    public void Note(string text) => screen.Note(text);

    public void BotLog(string release, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            screen.Line($"    The last lines of the log of release {release}: it has printed nothing.");
            return;
        }

        screen.Line($"    The last lines of the log of release {release}:");
        foreach (var line in lines)
        {
            screen.Line($"    │ {line}");
        }
    }
}

using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell.Commands;

namespace TelegramBotStack.Components.Tests.Bootstrapping;

/// <summary>What a shell offers when Tab is pressed; each line is what has been typed.</summary>
[Collection<PowerShellInProcess>]
public class CompletionTests
{
    public static TheoryData<string, string[]> Typed => new()
    {
        { "build DeployS", ["DeployStatus"] },
        { "build DeployUp --dry", ["--dry-run"] },
        { "build DeployUp --dry-run --deploy-h", ["--deploy-host"] },
        { "build Scaffold --bot-storage P", ["Postgres"] },
        { "build Doctor --doctor-check Te", ["Telegram"] },
        { "build Scaffold --bot-name P", [] },
    };

    [Theory]
    [MemberData(nameof(Typed))]
    public async Task Bash_completes_targets_parameters_and_values(string typed, string[] offered)
    {
        var words = typed.Replace("build ", "./build.sh ", StringComparison.Ordinal).Split(' ');
        const string Script = """. .nuke/completion.sh; _botstack_complete "$1" "${@: -1}" "${@: -2:1}"; printf '%s\n' "${COMPREPLY[@]}" """;

        var bash = (await Command.RunAsync("bash", ["-c", Script, "bash", .. words], RepositoryRoot.Path)).ShouldEndWith(0);

        bash.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(offered);
    }

    [Theory]
    [MemberData(nameof(Typed))]
    public void PowerShell_completes_targets_parameters_and_values(string typed, string[] offered)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(typeof(ConvertFromJsonCommand).Assembly.Location);
        using var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        runspace.SessionStateProxy.Path.SetLocation(RepositoryRoot.Path);
        var line = typed.Replace("build ", "./build.ps1 ", StringComparison.Ordinal);
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(File.ReadAllText(RepositoryRoot.File(".nuke/completion.ps1"))).Invoke();
        shell.Commands.Clear();

        var completion = CommandCompletion.CompleteInput(line, line.Length, null, shell);

        // With nothing to offer, PowerShell offers files.
        completion.CompletionMatches.Select(match => match.CompletionText).Where(text => !text.StartsWith('.')).ShouldBe(offered);
    }
}

using System.Reflection;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.Parameters;

namespace Nuke.Common.Workflows;

/// <summary>
/// Keeps the workflow files that the build class declares up to date: on local runs, when the text differs, with a
/// warning; or on request.
/// </summary>
internal static class WorkflowFiles
{
    public const string Parameter = "GenerateConfiguration";

    /// <returns>Whether writing was all that was asked for.</returns>
    /// <exception cref="UsageException">There is no workflow of the requested name.</exception>
    public static bool Update(NukeBuild build)
    {
        var workflows = build.GetType().GetCustomAttributes<GitHubActionsAttribute>().ToList();
        if (build.Session.Sources.FindEngine(Parameter) is { } requested)
        {
            var id = string.Join(' ', requested);
            var workflow = workflows.Find(workflow => workflow.Id == id)
                ?? throw new UsageException($"There is no workflow '{id}'. Known are {string.Join(", ", workflows.Select(known => known.Id))}.");
            Write(build, workflow);
            return true;
        }

        if (!((INukeBuild)build).IsServerBuild)
        {
            foreach (var workflow in workflows.Where(workflow => workflow.AutoGenerate && Write(build, workflow)))
                build.Session.Log.Warn($"Configuration files for GitHubActions ({workflow.WorkflowName}) have changed.");
        }

        return false;
    }

    private static bool Write(NukeBuild build, GitHubActionsAttribute workflow)
    {
        var file = (build.Session.RootDirectory / workflow.RelativeFile).ToString();
        var text = workflow.ToYaml();
        if (File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == text)
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return true;
    }
}

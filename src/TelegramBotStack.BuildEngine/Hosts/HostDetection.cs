using Nuke.Common.CI;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.Execution;
using Nuke.Common.Parameters;

namespace Nuke.Common.Hosts;

/// <summary>Finds out where a build runs, or takes what <c>--host</c> says.</summary>
internal static class HostDetection
{
    private const string Terminal = nameof(Execution.Terminal);

    // The variable by which each server makes itself known.
    private static readonly (string Name, string Variable)[] Servers =
    [
        ("GitHubActions", "GITHUB_ACTIONS"),
        ("AppVeyor", "APPVEYOR"),
        ("AzurePipelines", "TF_BUILD"),
        ("Bamboo", "bamboo_buildKey"),
        ("Bitbucket", "BITBUCKET_PIPELINE_UUID"),
        ("Bitrise", "BITRISE_BUILD_URL"),
        ("GitLab", "GITLAB_CI"),
        ("Jenkins", "JENKINS_HOME"),
        ("TeamCity", "TEAMCITY_VERSION"),
        ("TravisCI", "TRAVIS"),
    ];

    /// <summary>All names that <c>--host</c> takes, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Servers.Select(server => server.Name).Append(Terminal).Order(StringComparer.Ordinal)];

    /// <exception cref="UsageException">No host has that name.</exception>
    public static Host Choose(string? name, IReadOnlyDictionary<string, string> environment)
    {
        if (name is null)
            return Create(Servers.Where(server => environment.ContainsKey(server.Variable)).Select(server => server.Name).FirstOrDefault(Terminal), environment);

        var match = Names.FirstOrDefault(candidate => candidate.EndsWith(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"Unknown host '{name}'. Known hosts are {string.Join(", ", Names)}.");
        return Create(match, environment);
    }

    private static Host Create(string name, IReadOnlyDictionary<string, string> environment) => name switch
    {
        Terminal => new Terminal(),
        nameof(GitHubActions) => new GitHubActions(environment),
        _ => new OtherBuildServer(name),
    };
}

namespace Nuke.Common.CI.GitHubActions;

/// <summary>What a job runs on. See https://docs.github.com/actions/reference/github-hosted-runners-reference.</summary>
public enum GitHubActionsImage
{
    /// <summary><c>windows-2022</c></summary>
    WindowsServer2022,

    /// <summary><c>windows-2019</c></summary>
    WindowsServer2019,

    /// <summary><c>ubuntu-24.04</c></summary>
    Ubuntu2404,

    /// <summary><c>ubuntu-22.04</c></summary>
    Ubuntu2204,

    /// <summary><c>macos-14</c></summary>
    MacOs14,

    /// <summary><c>windows-latest</c></summary>
    WindowsLatest,

    /// <summary><c>ubuntu-latest</c></summary>
    UbuntuLatest,

    /// <summary><c>macos-latest</c></summary>
    MacOsLatest,

    /// <summary><c>self-hosted</c></summary>
    SelfHosted,
}

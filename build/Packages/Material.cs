using System.Security.Cryptography;
using NuGet.Packaging;

namespace TelegramBotStack.Build.Packages;

/// <summary>A package that is part of what others get.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its version.</param>
internal sealed record Material(string Id, string Version)
{
    /// <summary>Its package URL (https://github.com/package-url/purl-spec).</summary>
    public string Reference => $"pkg:nuget/{Id}@{Version}";

    /// <summary>Hash of its file, in hexadecimal digits.</summary>
    public required string Sha512 { get; init; }

    /// <summary>Who made it, as it says itself.</summary>
    public string? Authors { get; init; }

    /// <summary>An SPDX expression, such as <c>MIT</c>; null when it does not say one.</summary>
    public string? LicenceExpression { get; init; }

    /// <summary>Where an older package says that its licence is.</summary>
    public string? LicenceAddress { get; init; }

    /// <summary>Reads the package in a file.</summary>
    public static Material Read(string package)
    {
        using var reader = new PackageArchiveReader(package);
        var about = reader.NuspecReader;
        using var file = File.OpenRead(package);
        return new Material(about.GetId(), about.GetVersion().ToNormalizedString())
        {
            Sha512 = Convert.ToHexStringLower(SHA512.HashData(file)),
            Authors = about.GetAuthors() is { Length: > 0 } authors ? authors : null,
            LicenceExpression = about.GetLicenseMetadata() is { Type: LicenseType.Expression } licence ? licence.License : null,
            LicenceAddress = about.GetLicenseUrl() is { Length: > 0 } address ? address : null,
        };
    }
}

//! What the build script changes in the code of the generator.

use std::collections::BTreeSet;

use quote::ToTokens;

/// Traits of a generated enumeration that a public one implements by hand, with the errors of this crate.
const WRITTEN_TRAITS: [&str; 3] = ["Display", "FromStr", "TryFrom"];

/// Moves derives in front of their attributes, as serde needs, and lets the versions in a response be numbers. Gives each
/// enumeration the list and the names of its values. Corrects the headers of each operation.
pub(crate) fn completed(mut code: syn::File) -> syn::File {
    for item in &mut code.items {
        if let syn::Item::Impl(syn::ItemImpl { items, .. }) = item {
            items.iter_mut().for_each(without_version);
        }
        let syn::Item::Mod(syn::ItemMod { content: Some((_, items)), .. }) = item else { continue };
        let (mut enumerations, mut lists) = (BTreeSet::new(), Vec::new());
        for item in &mut *items {
            match item {
                syn::Item::Struct(item) => {
                    item.attrs.sort_by_key(|attribute| !attribute.path().is_ident("derive"));
                    item.fields.iter_mut().for_each(with_numbers);
                }
                syn::Item::Enum(item) if item.variants.iter().all(|it| it.fields.is_empty()) => {
                    let (name, values) = (&item.ident, item.variants.iter().map(|it| &it.ident));
                    let values: Vec<_> = values.collect();
                    let texts = item.variants.iter().map(text);
                    enumerations.insert(name.to_string());
                    lists.push(syn::parse_quote! {
                        impl #name {
                            /// Every value that the contract names, in its order.
                            pub const ALL: &'static [Self] = &[#(Self::#values),*];

                            /// Returns the name in the contract.
                            #[must_use]
                            pub const fn as_str(self) -> &'static str {
                                match self { #(Self::#values => #texts),* }
                            }
                        }
                    });
                }
                _ => (),
            }
        }
        items.retain(|item| match item {
            syn::Item::Impl(syn::ItemImpl { trait_: Some((path, _)), self_ty, .. }) => {
                let name = path.segments.last().map(|last| last.ident.to_string());
                let is_written = name.is_some_and(|name| WRITTEN_TRAITS.contains(&&*name));
                !(is_written && enumerations.contains(&self_ty.to_token_stream().to_string()))
            }
            _ => true,
        });
        items.extend(lists);
    }
    code
}

/// Lets the rows of a response have numbers as versions. The public type reads only strings.
fn with_numbers(field: &mut syn::Field) {
    if field.ty.to_token_stream().to_string().ends_with(":: Vec < Datastore >") {
        let rows =
            syn::parse_quote!(#[serde(deserialize_with = "crate::contract::datastores::rows")]);
        field.attrs.push(rows);
    }
}

/// The name of a variant in the contract, as a literal.
fn text(variant: &syn::Variant) -> syn::Expr {
    let mut attributes = variant.attrs.iter();
    let renamed = attributes.find_map(|it| it.parse_args::<syn::MetaNameValue>().ok());
    renamed.map_or_else(
        || {
            let name = variant.ident.to_string();
            syn::parse_quote!(#name)
        },
        |renamed| renamed.value,
    )
}

/// Removes the header with the version of the contract, which no service documents. Without it, most operations have no
/// header of their own, and need no memory for them.
fn without_version(item: &mut syn::ImplItem) {
    let syn::ImplItem::Fn(syn::ImplItemFn { block, .. }) = item else { return };
    block
        .stmts
        .retain(|statement| !statement.to_token_stream().to_string().contains("\"api-version\""));
    for statement in &mut block.stmts {
        if statement.to_token_stream().to_string().starts_with("let mut header_map =") {
            *statement =
                syn::parse_quote!(let mut header_map = ::reqwest::header::HeaderMap::new(););
        }
    }
}

//! Structs of the contract are read from JSON objects alone.
//!
//! A struct that derives `Deserialize` also accepts an array, with the items as its fields in alphabetical order. `[[]]` would
//! pass for an empty list of versions.

/// Completes a generated struct that has `#[serde(remote = "Self")]`: serde derives its functions but not the traits.
macro_rules! object {
    ($type:ty) => {
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                struct Object;

                impl<'de> ::serde::de::Visitor<'de> for Object {
                    type Value = $type;

                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: ::serde::de::MapAccess<'de>>(
                        self,
                        members: A,
                    ) -> Result<$type, A::Error> {
                        <$type>::deserialize(::serde::de::value::MapAccessDeserializer::new(
                            members,
                        ))
                    }
                }
                deserializer.deserialize_map(Object)
            }
        }

        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                <$type>::serialize(self, serializer)
            }
        }
    };
}

pub(crate) use object;
